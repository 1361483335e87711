//! Signed `/ask` interactions over HTTP: the real binary on one core of its own, the client on another.
//!
//! Prints requests a second per core beside what Ed25519 alone allows on the same machine in the same run; the latency at
//! half that load; what idle connections cost in memory; and how long it takes from the start to `/readyz`.
//! "Per core" is per second of processor time that the process had, by `/proc/<pid>/task/*/schedstat`: where the machine is
//! shared, a second of the clock is less. The client never sleeps, so that nobody has to wake it. Every request is signed before it is timed, has an id of its own, and is asked
//! by one of 20,000 users; a phase takes 4 s, or `BENCH_SECONDS`. Needs `taskset`, and Linux for the figures.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a bench that cannot go on must stop")]
#![allow(clippy::cast_sign_loss, reason = "no time and no share is negative")]

mod common;
#[path = "../tests/common/hex.rs"]
mod hex;

use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ed25519_dalek::{Signature, Signer as _, SigningKey};
use hex::hex;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::LocalSet;

const TEMPLATE: &str = include_str!("../tests/payloads/ask-guild.json");
/// Cores of the server and of the client.
const CORES: [&str; 2] = ["0", "1"];
const N_USERS: u64 = 20_000;
const N_CHANNELS: u64 = 500;
/// Connections that ask at once.
const N_CONNECTIONS: usize = 32;
const N_IDLE: usize = 200;
/// Requests that are signed for one phase, at most: the bot remembers 120,000.
const SIGNED_MAX: usize = 50_000;

fn main() {
    let seconds: f64 = std::env::var("BENCH_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(4.0);
    let phase = Duration::from_secs_f64(seconds);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let tasks = LocalSet::new();
    tasks.spawn_local(stay_awake());
    tasks.block_on(&runtime, run(phase));
}

async fn run(phase: Duration) {
    let key = SigningKey::from_bytes(&[42; 32]);
    let questions: Vec<String> = common::questions().into_iter().map(|row| row.q).collect();
    let mut maker = Maker { key: key.clone(), questions, n: 0 };

    stay_on(CORES[0]);
    let alone = verify_alone(&mut maker, phase);
    println!("Ed25519 alone: {alone:.0} verifications a second per core ({:.1} us each)", 1e6 / alone);
    stay_on(CORES[1]);

    let server = Server::start(&key).await;
    println!("start to ready: {:.0} ms", server.ready_after.as_secs_f64() * 1e3);

    let before = server.rss_kib();
    let idle = server.idle().await;
    let grown = server.rss_kib().saturating_sub(before) as f64 / 1024.0;
    println!("{N_IDLE} idle connections: {grown:.2} MB of {:.1} MB (goal: < 10)", before as f64 / 1024.0);
    drop(idle);

    // The first questions find cold caches.
    server.flat_out(maker.make(2_000), phase).await;
    let requests = maker.make(SIGNED_MAX);
    let (began, cpu) = (Instant::now(), server.cpu());
    let n = server.flat_out(requests, phase).await;
    let (took, used) = (began.elapsed().as_secs_f64(), server.cpu().abs_diff(cpu).as_secs_f64());
    let per_core = n as f64 / used;
    println!(
        "flat out, {N_CONNECTIONS} connections: {n} requests in {took:.1} s and {used:.1} s of processor: {:.0} a second, \
         {per_core:.0} a second per core ({:.1} us each): {:.0} % of Ed25519 alone (goal: >= 60)",
        n as f64 / took,
        1e6 / per_core,
        100.0 * per_core / alone
    );

    let half = per_core / 2.0;
    let times = server.paced(maker.make((half * phase.as_secs_f64()) as usize), half).await;
    println!(
        "at half that load, {half:.0} a second, ms: p50 {:.2}, p90 {:.2}, p99 {:.2}, max {:.2} (goal: p99 <= 10)",
        common::quantile(&times, 0.5),
        common::quantile(&times, 0.9),
        common::quantile(&times, 0.99),
        times.last().unwrap(),
    );
    println!("resident memory at the end: {:.1} MB", server.rss_kib() as f64 / 1024.0);
}

/// Keeps the client from falling asleep: who answers a process that sleeps has to wake it, and on one machine that would be
/// counted as the server's work. A client elsewhere is woken by its own network card.
async fn stay_awake() {
    loop {
        tokio::task::yield_now().await;
    }
}

/// Keeps this process on one core.
fn stay_on(core: &str) {
    let pid = std::process::id().to_string();
    let done = Command::new("taskset").args(["-apc", core, &pid]).stdout(Stdio::null()).status();
    assert!(done.is_ok_and(|status| status.success()), "taskset is needed");
}

/// Processor time of a process so far.
fn cpu_of(pid: u32) -> Duration {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).expect("a process has tasks");
    let ns = tasks.filter_map(|task| {
        let stat = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        stat.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(ns.sum())
}

/// A signed request.
struct Request {
    wire: Vec<u8>,
    signature: Signature,
    signed: Vec<u8>,
}

struct Maker {
    key: SigningKey,
    questions: Vec<String>,
    n: u64,
}

impl Maker {
    /// Requests as Discord would send them now, no two alike.
    fn make(&mut self, n: usize) -> Vec<Request> {
        let mut payload: Value = serde_json::from_str(TEMPLATE).unwrap();
        let stamp = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().to_string();
        let mut one = || {
            self.n += 1;
            payload["id"] = json!((1_300_000_000_000_000_000 + self.n).to_string());
            payload["member"]["user"]["id"] = json!((1_000_000_000 + self.n % N_USERS).to_string());
            payload["channel_id"] = json!((2_000_000_000 + self.n % N_CHANNELS).to_string());
            let question = &self.questions[self.n as usize % self.questions.len()];
            payload["data"]["options"] = json!([{"name": "question", "type": 3, "value": question}]);
            let body = payload.to_string().into_bytes();
            let signed = [stamp.as_bytes(), &body].concat();
            let signature = self.key.sign(&signed);
            let hex = hex(&signature.to_bytes());
            let head = format!(
                "POST /interactions HTTP/1.1\r\nHost: bot.example\r\nUser-Agent: Discord-Interactions/1.0 \
                 (+https://discord.com)\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
                 X-Signature-Ed25519: {hex}\r\nX-Signature-Timestamp: {stamp}\r\n\r\n",
                body.len(),
            );
            Request { wire: [head.as_bytes(), &body].concat(), signature, signed }
        };
        (0..n).map(|_| one()).collect()
    }
}

/// Verifications per second of processor time.
fn verify_alone(maker: &mut Maker, phase: Duration) -> f64 {
    let requests = maker.make(2_000);
    let key = maker.key.verifying_key();
    let (began, cpu) = (Instant::now(), cpu_of(std::process::id()));
    let mut n = 0_u32;
    while began.elapsed() < phase {
        for request in &requests {
            assert!(key.verify_strict(&request.signed, &request.signature).is_ok());
        }
        n += requests.len() as u32;
    }
    f64::from(n) / cpu_of(std::process::id()).abs_diff(cpu).as_secs_f64()
}

/// The binary, on its core; it is killed when dropped.
struct Server {
    child: Child,
    address: SocketAddr,
    ready_after: Duration,
    _dir: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    async fn start(key: &SigningKey) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let key = hex(&key.verifying_key().to_bytes());
        // Nobody listens where Discord's API should be: it is not what is measured.
        let config = format!(
            "[http]\nlisten = \"{address}\"\n[limits]\nuser_per_minute = 1000000\nchannel_per_minute = 1000000\n\
             [store]\nurl = \"sqlite:bot.db\"\n[log]\nlevel = \"error\"\n[discord]\npublic_key = \"{key}\"\ngateway = false\napi_url = \"http://127.0.0.1:9\"\n"
        );
        let path = dir.path().join("config.toml");
        std::fs::write(&path, config).unwrap();
        let began = Instant::now();
        let child = Command::new("taskset")
            .args(["-c", CORES[0], env!("CARGO_BIN_EXE_briefing-bot"), "--config"])
            .arg(&path)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("DISCORD_TOKEN", "none")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("taskset is needed");
        let mut server = Self { child, address, ready_after: Duration::ZERO, _dir: dir };
        let ask = b"GET /readyz HTTP/1.1\r\nHost: bot\r\n\r\n";
        while began.elapsed() < Duration::from_secs(30) {
            if let Ok(mut stream) = TcpStream::connect(address).await
                && call(&mut stream, ask, &mut Vec::new()).await == Some(200)
            {
                server.ready_after = began.elapsed();
                return server;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        panic!("it does not become ready");
    }

    fn cpu(&self) -> Duration {
        cpu_of(self.child.id())
    }

    fn rss_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        common::kib(&status, "VmRSS:")
    }

    /// Connections that asked once, and keep silent.
    async fn idle(&self) -> Vec<TcpStream> {
        let mut idle = Vec::new();
        for _ in 0..N_IDLE {
            let mut stream = TcpStream::connect(self.address).await.unwrap();
            let ask = b"GET /healthz HTTP/1.1\r\nHost: bot\r\n\r\n";
            assert_eq!(call(&mut stream, ask, &mut Vec::new()).await, Some(200));
            idle.push(stream);
        }
        idle
    }

    /// Asks as fast as it is answered, for the time or until all is asked; how much was answered.
    async fn flat_out(&self, requests: Vec<Request>, time: Duration) -> usize {
        let (requests, end) = (Rc::new(requests), Instant::now() + time);
        let clients = (0..N_CONNECTIONS).map(|client| {
            let (requests, address) = (Rc::clone(&requests), self.address);
            tokio::task::spawn_local(async move {
                let mut stream = TcpStream::connect(address).await.unwrap();
                stream.set_nodelay(true).unwrap();
                let mut buffer = Vec::new();
                let mut n = 0;
                for request in requests.iter().skip(client).step_by(N_CONNECTIONS) {
                    if Instant::now() >= end {
                        break;
                    }
                    assert_eq!(call(&mut stream, &request.wire, &mut buffer).await, Some(200));
                    n += 1;
                }
                n
            })
        });
        let mut n = 0;
        for client in clients.collect::<Vec<_>>() {
            n += client.await.unwrap();
        }
        n
    }

    /// Asks so many times a second, whether or not it is answered; how long each took from when it was due, in
    /// milliseconds, sorted.
    async fn paced(&self, requests: Vec<Request>, per_second: f64) -> Vec<f64> {
        let (requests, start) = (Rc::new(requests), Instant::now() + Duration::from_millis(50));
        let clients = (0..N_CONNECTIONS).map(|client| {
            let (requests, address) = (Rc::clone(&requests), self.address);
            tokio::task::spawn_local(async move {
                let mut stream = TcpStream::connect(address).await.unwrap();
                stream.set_nodelay(true).unwrap();
                let (mut buffer, mut times) = (Vec::new(), Vec::new());
                for (at, request) in requests.iter().enumerate().skip(client).step_by(N_CONNECTIONS) {
                    let due = start + Duration::from_secs_f64(at as f64 / per_second);
                    // The timer's millisecond would be most of what is measured.
                    while Instant::now() < due {
                        let left = due.saturating_duration_since(Instant::now());
                        if left > Duration::from_millis(2) {
                            tokio::time::sleep(left.saturating_sub(Duration::from_millis(1))).await;
                        } else {
                            tokio::task::yield_now().await;
                        }
                    }
                    assert_eq!(call(&mut stream, &request.wire, &mut buffer).await, Some(200));
                    times.push(due.elapsed().as_secs_f64() * 1e3);
                }
                times
            })
        });
        let mut times = Vec::new();
        for client in clients.collect::<Vec<_>>() {
            times.extend(client.await.unwrap());
        }
        times.sort_by(f64::total_cmp);
        times
    }
}

/// Sends a request and reads its answer whole; the status.
async fn call(stream: &mut TcpStream, wire: &[u8], buffer: &mut Vec<u8>) -> Option<u16> {
    buffer.clear();
    stream.write_all(wire).await.ok()?;
    loop {
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
        let Some(head) = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") else { continue };
        let text = std::str::from_utf8(&buffer[..head]).ok()?;
        let length = text.lines().find_map(|line| line.strip_prefix("content-length: "))?;
        if buffer.len() >= head + 4 + length.parse::<usize>().ok()? {
            return text.split(' ').nth(1)?.parse().ok();
        }
    }
}
