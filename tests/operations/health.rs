//! `health` against a server of the test's own.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::thread;

use crate::common::{bot, finish};

#[test]
fn health_says_what_the_bot_says() {
    for (args, path, status, body, code) in [
        (&["health"][..], "/readyz", "200 OK", "{\"ready\":true}\n", 0),
        (&["health"], "/readyz", "503 Service Unavailable", "{\"ready\":false}\n", 1),
        (&["health", "--alive"], "/healthz", "200 OK", "ok\n", 0),
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let bot_of_the_test = thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            let mut lines = BufReader::new(&stream).lines();
            let first = lines.next().unwrap().unwrap();
            while !lines.next().unwrap().unwrap().is_empty() {}
            write!(&stream, "HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
            first
        });
        let mut command = bot(args);
        // An address for all is asked at the loopback.
        command.env("BRIEFING_BOT_OPERATIONS__LISTEN", format!("0.0.0.0:{}", address.port()));
        let ran = finish(command, b"");
        assert_eq!((ran.code, ran.out.as_str()), (Some(code), body), "{}", ran.err);
        assert_eq!(bot_of_the_test.join().unwrap(), format!("GET {path} HTTP/1.1"));
    }
}

#[test]
fn a_bot_that_is_not_there_is_not_well() {
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut command = bot(&["health"]);
    command.env("BRIEFING_BOT_OPERATIONS__LISTEN", gone.to_string());
    let ran = finish(command, b"");
    assert!(ran.code == Some(1) && ran.out.is_empty() && ran.err.contains("does not answer at"), "{}", ran.err);
    let ran = finish(bot(&["health"]), b"");
    assert!(ran.code == Some(2) && ran.err.contains("operations.listen"), "{}", ran.err);
}
