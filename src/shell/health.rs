//! `health`: asks the bot on this machine whether it can answer, for supervisors where no other program is at hand.

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

use super::failure::{Exit, Failure};
use super::terminal::Terminal;
use super::wording::config as words;
use super::{cli, setup};

/// For connecting, and for each wait for bytes.
const LIMIT: Duration = Duration::from_secs(3);
/// Bytes that are read; what the bot says of itself is far shorter.
const ANSWER_MAX: u64 = 64 * 1024;

/// Says what the bot says; wanting where it does not answer, or not that it is well.
///
/// # Errors
/// Settings that are refused, or name no address to ask at; a stream that fails.
pub(super) fn run(args: &cli::Health, config: Option<&Path>, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let config = setup::config(config)?;
    let Some(address) = config.operations.listen.or(config.http.listen) else {
        return Err(Failure::Usage(words::NOWHERE_TO_ASK.to_owned()));
    };
    let address = reachable(address);
    match ask(address, if args.alive { "/healthz" } else { "/readyz" }) {
        Ok((is_well, said)) => {
            terminal.say(&said)?;
            Ok(if is_well { Exit::Done } else { Exit::Wanting })
        }
        Err(error) => {
            terminal.tell(&words::no_answer(address, &error));
            Ok(Exit::Wanting)
        }
    }
}

/// Is the status 200, and what does the body say?
fn ask(address: SocketAddr, path: &str) -> std::io::Result<(bool, String)> {
    let mut stream = TcpStream::connect_timeout(&address, LIMIT)?;
    stream.set_read_timeout(Some(LIMIT))?;
    stream.set_write_timeout(Some(LIMIT))?;
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.take(ANSWER_MAX).read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    Ok((head.split(' ').nth(1) == Some("200"), body.to_owned()))
}

/// An address for all is no address to go to.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}
