//! What Discord did not sign, now and once, does not come in.

use std::sync::Arc;

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::client::{ALONE, Signed, config, now, ping, raw, start};
use super::loopback::Loopback;

/// Requests of the flood.
const N_FLOOD: usize = 10_000;
/// Memory that a flood may leave behind: allocators keep some for themselves.
const GROWTH_MAX_KIB: u64 = 16 * 1024;

#[tokio::test]
async fn what_is_not_signed_or_not_as_it_was_signed_is_refused() {
    let discord = Loopback::start().await;
    let (bot, site) = start(&discord, &config(ALONE)).await;
    let good = Signed::now(ping(1));
    let altered = |change: &dyn Fn(&mut Signed)| {
        let mut other = good.clone();
        change(&mut other);
        other
    };
    let flipped =
        |text: &str| if text.starts_with('a') { text.replacen('a', "b", 1) } else { format!("a{}", &text[1..]) };
    for (what, signed) in [
        ("another key", Signed::by_another(ping(1))),
        ("another body", altered(&|of| of.body = ping(2))),
        ("a longer body", altered(&|of| of.body.push(b' '))),
        ("no body", altered(&|of| of.body.clear())),
        ("another time", altered(&|of| of.stamp = (now() + 1).to_string())),
        ("the same time in other digits", altered(&|of| of.stamp = format!("0{}", of.stamp))),
        ("another signature", altered(&|of| of.signature = flipped(&of.signature))),
        ("half a signature", altered(&|of| of.signature.truncate(64))),
        ("no hexadecimal digits", altered(&|of| of.signature = "zz".repeat(64))),
        ("no time", altered(&|of| of.stamp = "now".into())),
        ("a signature of nothing", altered(&|of| of.signature = "00".repeat(64))),
        ("a stale one", Signed::at(now() - 65, ping(1))),
        ("one of an hour ago", Signed::at(now() - 3_600, ping(1))),
        ("one to come", Signed::at(now() + 70, ping(1))),
    ] {
        assert_eq!(site.post(&signed).await.0, 401, "{what}");
    }
    let bare = b"POST /interactions HTTP/1.1\r\nhost: bot\r\ncontent-length: 2\r\n\r\n{}";
    assert_eq!(raw(site.interactions, bare).await, Some(401));
    assert_eq!(site.post(&good).await, (200, json!({"type": 1})));
    bot.says("is not of this time").await;
}

#[tokio::test]
async fn a_replay_is_refused_and_has_no_second_effect() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let (bot, site) = start(&discord, &config(ALONE)).await;
    bot.says("Discord was told of the commands").await;
    let asked = discord.slash(ann, channel, "ask", &[("question", json!("Who is Marco Rubio?"))]).await;
    let signed = Signed::now(asked.payload.to_string());
    let (status, answer) = site.post(&signed).await;
    assert!(status == 200 && answer.to_string().contains("Secretary of State"), "{answer}");
    for _ in 0..20 {
        assert_eq!(site.post(&signed).await.0, 401);
    }
    // The same interaction in a request of its own.
    assert_eq!(site.post(&Signed::at(now() + 1, asked.payload.to_string())).await.0, 409);
    let counted = site.metric("briefing_bot_questions_total{outcome=\"answered\",intent=\"identity\"}").await;
    let all = site.get(site.operations, "/metrics").await.1;
    let n: f64 = all
        .lines()
        .filter(|line| line.starts_with("briefing_bot_questions_total"))
        .map(|line| line.rsplit(' ').next().unwrap().parse::<f64>().unwrap())
        .sum();
    assert!((n - 1.0).abs() < f64::EPSILON && counted <= n, "{all}");
    assert!((site.metric("briefing_bot_http_refused_total{reason=\"replayed\"}").await - 20.0).abs() < f64::EPSILON);
}

#[tokio::test]
async fn signed_nonsense_and_what_is_too_large_or_elsewhere_is_refused() {
    let discord = Loopback::start().await;
    let (_bot, site) = start(&discord, &config(ALONE)).await;
    let large = Signed::now(vec![b' '; 256 * 1024 + 1]);
    let whole =
        |method: &str, path: &str| format!("{method} {path} HTTP/1.1\r\nhost: bot\r\ncontent-length: 0\r\n\r\n");
    let endless = format!(
        "POST /interactions HTTP/1.1\r\nhost: bot\r\ntransfer-encoding: chunked\r\nx-signature-ed25519: {}\r\n\
         x-signature-timestamp: {}\r\n\r\n",
        "00".repeat(64),
        now()
    );
    let chunks = [endless.as_bytes(), &format!("10000\r\n{}\r\n", " ".repeat(65_536)).repeat(5).into_bytes()].concat();
    for (what, bytes, wanted) in [
        ("no JSON", Signed::now("[").wire(), 400),
        ("another JSON", Signed::now("{}").wire(), 400),
        ("an unknown kind", Signed::now(r#"{"type":99}"#).wire(), 400),
        ("no text", Signed::now([0xff, 0xfe]).wire(), 400),
        ("a large body", large.wire(), 413),
        ("an endless body", chunks, 413),
        ("another method", whole("GET", "/interactions").into_bytes(), 405),
        ("another path", whole("POST", "/").into_bytes(), 404),
        ("the metrics, which are not public", whole("GET", "/metrics").into_bytes(), 404),
        ("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\r\n\r\n".to_vec(), 400),
        ("long headers", format!("GET /healthz HTTP/1.1\r\na: {}\r\n\r\n", "b".repeat(40_000)).into_bytes(), 431),
    ] {
        assert_eq!(raw(site.interactions, &bytes).await, Some(wanted), "{what}");
    }
    assert_eq!(site.post(&Signed::now(ping(1))).await.0, 200);
}

#[tokio::test]
async fn a_flood_of_malformed_and_unsigned_requests_leaves_nothing_behind() {
    let discord = Loopback::start().await;
    let (bot, site) = start(&discord, &config(ALONE)).await;
    assert_eq!(site.post(&Signed::now(ping(1))).await.0, 200);
    let before = bot.rss_kib();
    let forged = Signed::by_another(ping(2)).wire();
    let stale = Signed::at(now() - 600, ping(3)).wire();
    let kinds: Arc<[Vec<u8>]> = [
        b"POST /interactions HTTP/1.1\r\nhost: bot\r\ncontent-length: 2\r\n\r\n{}".to_vec(),
        forged,
        stale,
        b"POST /interactions HTTP/1.1\r\nhost: bot\r\nx-signature-ed25519: x\r\ncontent-length: 0\r\n\r\n".to_vec(),
        b"GARBAGE\r\n\r\n".to_vec(),
        b"POST /interactions HTTP/1.1\r\ncontent-length: -1\r\n\r\n".to_vec(),
    ]
    .into();
    let clients = (0..16).map(|client| {
        let (kinds, address) = (Arc::clone(&kinds), site.interactions);
        tokio::spawn(async move {
            let mut n_refused = 0;
            for n in 0..N_FLOOD / 16 {
                let status = raw(address, &kinds[(n + client) % kinds.len()]).await;
                n_refused += usize::from(matches!(status, Some(400 | 401)));
            }
            n_refused
        })
    });
    let mut n_refused = 0;
    for client in clients.collect::<Vec<_>>() {
        n_refused += client.await.unwrap();
    }
    assert_eq!(n_refused, N_FLOOD);
    assert_eq!(site.post(&Signed::now(ping(4))).await, (200, json!({"type": 1})));
    let grown = bot.rss_kib().zip(before).map_or(0, |(after, before)| after.saturating_sub(before));
    assert!(grown < GROWTH_MAX_KIB, "{grown} KiB");
}

#[tokio::test]
async fn many_requests_may_come_on_one_connection() {
    let discord = Loopback::start().await;
    let (_bot, site) = start(&discord, &config(ALONE)).await;
    let mut stream = TcpStream::connect(site.interactions).await.unwrap();
    let mut bytes = Vec::new();
    for id in 0..3 {
        bytes.extend(Signed::now(ping(id + 10)).wire());
    }
    // All at once, as a client may that does not wait for answers.
    stream.write_all(&bytes).await.unwrap();
    let mut got = String::new();
    while got.matches("{\"type\":1}").count() < 3 {
        let mut buffer = [0; 4096];
        let n = stream.read(&mut buffer).await.unwrap();
        assert!(n > 0, "{got}");
        got.push_str(std::str::from_utf8(&buffer[..n]).unwrap());
    }
}
