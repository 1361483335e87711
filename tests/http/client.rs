//! A client that signs as Discord does, and a bot that it knows.

use std::net::SocketAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ed25519_dalek::{Signer as _, SigningKey};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::hex::hex;
use super::loopback::Loopback;
use super::loopback::bot::{Bot, Start};
use super::loopback::interact::Handle;

/// So that the bot's own limits are not what a test meets.
const LIMITS: &str = "[limits]\nuser_per_minute = 100000\nchannel_per_minute = 100000\n";
/// What a bot without a gateway has.
pub(crate) const ALONE: &str = "gateway = false\n";

fn key() -> SigningKey {
    SigningKey::from_bytes(&[42; 32])
}

/// A configuration with both addresses; `discord` is more of its `[discord]`.
pub(crate) fn config(discord: &str) -> String {
    let key = hex(&key().verifying_key().to_bytes());
    let listen = "listen = \"127.0.0.1:0\"\n";
    format!("[http]\n{listen}[operations]\n{listen}{LIMITS}[discord]\npublic_key = \"{key}\"\n{discord}")
}

/// Seconds of Unix time.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// A request, signed.
#[derive(Debug, Clone)]
pub(crate) struct Signed {
    pub(crate) signature: String,
    pub(crate) stamp: String,
    pub(crate) body: Vec<u8>,
}

impl Signed {
    /// As Discord would sign it now.
    pub(crate) fn now(body: impl Into<Vec<u8>>) -> Self {
        Self::at(now(), body)
    }

    /// As it would have at a time.
    pub(crate) fn at(stamp: u64, body: impl Into<Vec<u8>>) -> Self {
        Self::by(&key(), stamp, body)
    }

    /// Signed by a key that the bot does not know.
    pub(crate) fn by_another(body: impl Into<Vec<u8>>) -> Self {
        Self::by(&SigningKey::from_bytes(&[43; 32]), now(), body)
    }

    fn by(key: &SigningKey, stamp: u64, body: impl Into<Vec<u8>>) -> Self {
        let (stamp, body) = (stamp.to_string(), body.into());
        let message = [stamp.as_bytes(), &body].concat();
        Self { signature: hex(&key.sign(&message).to_bytes()), stamp, body }
    }

    /// The request as it goes over the wire.
    pub(crate) fn wire(&self) -> Vec<u8> {
        let head = format!(
            "POST /interactions HTTP/1.1\r\nhost: bot\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
             x-signature-ed25519: {}\r\nx-signature-timestamp: {}\r\n\r\n",
            self.body.len(),
            self.signature,
            self.stamp
        );
        [head.as_bytes(), &self.body].concat()
    }
}

/// A PING with an id of its own.
pub(crate) fn ping(id: u64) -> Vec<u8> {
    let ping = json!({"id": id.to_string(), "application_id": "1", "type": 1, "token": "t", "version": 1});
    ping.to_string().into_bytes()
}

/// The addresses of a bot.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    http: reqwest::Client,
    pub(crate) interactions: SocketAddr,
    pub(crate) operations: SocketAddr,
}

/// Starts a bot without a gateway and waits until it can answer.
pub(crate) async fn start(discord: &Loopback, config: &str) -> (Bot, Site) {
    let bot = Bot::spawn(discord, Start { config, ..Start::default() });
    bot.says("Metrics are at").await;
    let site = Site::of(&bot);
    site.ready(site.operations, 200).await;
    (bot, site)
}

impl Site {
    /// The addresses that a bot told.
    pub(crate) fn of(bot: &Bot) -> Self {
        let said = bot.stderr();
        let address = |before: &str, after: &str| {
            let rest = said.split_once(before).unwrap_or_else(|| panic!("{before}: {said}")).1;
            rest.split_once(after).unwrap().0.parse().unwrap()
        };
        Self {
            http: reqwest::Client::builder().no_proxy().user_agent("DiscordBot (test, 1)").build().unwrap(),
            interactions: address("taken at http://", "/"),
            operations: address("Metrics are at http://", "/"),
        }
    }

    /// Sends a signed request: the status, and the body if it is JSON.
    pub(crate) async fn post(&self, signed: &Signed) -> (u16, Value) {
        let request = self
            .http
            .post(format!("http://{}/interactions", self.interactions))
            .header("x-signature-ed25519", &signed.signature)
            .header("x-signature-timestamp", &signed.stamp)
            .body(signed.body.clone());
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        if status == 200 {
            assert_eq!(answer.headers()["content-type"], "application/json");
        }
        (status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or_default())
    }

    /// Brings an interaction over HTTP, and its answer to Discord, which holds it against its description.
    pub(crate) async fn bring(&self, discord: &Loopback, handle: &Handle) -> Value {
        let (status, answer) = self.post(&Signed::now(handle.payload.to_string())).await;
        assert_eq!(status, 200, "{}", handle.payload);
        self.deliver(discord, handle, &answer).await;
        answer
    }

    /// Brings the answer to an interaction to Discord.
    pub(crate) async fn deliver(&self, discord: &Loopback, handle: &Handle, answer: &Value) {
        let path = format!("{}/api/v10/interactions/{}/{}/callback", discord.api_url(), handle.id, handle.token);
        let body = answer.to_string();
        let given = self.http.post(path).header("content-type", "application/json").body(body).send().await.unwrap();
        assert_eq!(given.status(), 204, "{answer}");
    }

    /// Asks one of the addresses: the status, and the text.
    pub(crate) async fn get(&self, address: SocketAddr, path: &str) -> (u16, String) {
        let answer = self.http.get(format!("http://{address}{path}")).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// The value of a metric with its labels, as the text shows it; 0 without.
    pub(crate) async fn metric(&self, name: &str) -> f64 {
        let text = self.get(self.operations, "/metrics").await.1;
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.map_or(0.0, |value| value.parse().unwrap())
    }

    /// Waits until `/readyz` answers with a status, and returns what it says.
    pub(crate) async fn ready(&self, address: SocketAddr, status: u16) -> Value {
        for _ in 0..1_500 {
            let answer = self.get(address, "/readyz").await;
            if answer.0 == status {
                return serde_json::from_str(&answer.1).unwrap();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("/readyz does not come to {status}: {:?}", self.get(address, "/readyz").await);
    }
}

/// Sends bytes on a connection of their own, and returns the status; `None` where the connection is closed without one.
pub(crate) async fn raw(address: SocketAddr, bytes: &[u8]) -> Option<u16> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // What is refused early need not be read to its end.
    let _ = stream.write_all(bytes).await;
    status(&mut stream).await
}

/// The status of the answer that comes on a connection.
pub(crate) async fn status(stream: &mut TcpStream) -> Option<u16> {
    let mut head = Vec::new();
    let mut byte = [0; 1];
    while !head.ends_with(b"\r\n") {
        if !matches!(stream.read(&mut byte).await, Ok(1)) {
            return None;
        }
        head.push(byte[0]);
    }
    String::from_utf8(head).unwrap().split(' ').nth(1)?.parse().ok()
}
