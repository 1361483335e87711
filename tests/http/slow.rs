//! Connections that take their time keep nobody else from being answered.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::client::{ALONE, Signed, config, ping, start};
use super::loopback::Loopback;
use super::loopback::journal::DEADLINE;

/// More than the bot keeps open.
const N_IDLE: usize = 540;

#[tokio::test]
async fn who_drips_bytes_is_cut_off_and_others_are_answered_meanwhile() {
    let discord = Loopback::start().await;
    let (_bot, site) = start(&discord, &config(ALONE)).await;
    let mut drips = JoinSet::new();
    let wire = Signed::now(ping(1)).wire();
    for n in 0..60 {
        let (wire, address) = (wire.clone(), site.interactions);
        drips.spawn(async move {
            let mut stream = TcpStream::connect(address).await.unwrap();
            // Half of them drip headers, half of them the body.
            let at = if n % 2 == 0 { 10 } else { wire.len() - 20 };
            stream.write_all(&wire[..at]).await.unwrap();
            let mut byte = [0; 1];
            loop {
                let pause = tokio::time::timeout(Duration::from_millis(500), stream.read(&mut byte)).await;
                match pause {
                    Ok(Ok(0) | Err(_)) => return,
                    Ok(Ok(_)) => panic!("what is not whole is not answered"),
                    Err(_) => {
                        if stream.write_all(b"x").await.is_err() {
                            return;
                        }
                    }
                }
            }
        });
    }
    let (mut n_answered, mut id) = (0, 1_000);
    let all = async {
        while !drips.is_empty() {
            id += 1;
            let request = Signed::now(ping(id));
            tokio::select! {
                done = drips.join_next() => done.unwrap().unwrap(),
                answer = site.post(&request) => {
                    assert_eq!(answer.0, 200);
                    n_answered += 1;
                }
            }
        }
    };
    tokio::time::timeout(DEADLINE, all).await.unwrap();
    assert!(n_answered > 10, "{n_answered}");
    assert!(site.metric("briefing_bot_http_refused_total{reason=\"slow\"}").await >= 60.0);
}

#[tokio::test]
async fn idle_connections_make_room_for_those_that_ask() {
    let discord = Loopback::start().await;
    let (_bot, site) = start(&discord, &config(ALONE)).await;
    let mut idle = Vec::new();
    for _ in 0..N_IDLE {
        idle.push(TcpStream::connect(site.interactions).await.unwrap());
    }
    for id in 1..6 {
        assert_eq!(site.post(&Signed::now(ping(id))).await.0, 200);
    }
    // The first that came was the first to go.
    let mut byte = [0; 1];
    let gone = tokio::time::timeout(DEADLINE, idle[0].read(&mut byte)).await.unwrap();
    assert!(matches!(gone, Ok(0) | Err(_)), "{gone:?}");
    let n_open = site.metric("briefing_bot_http_connections").await;
    assert!(n_open <= 514.0, "{n_open}");
}
