//! Plain clients: HTTP requests and a websocket, without any Discord library.

use std::io::Read as _;
use std::time::Duration;

use flate2::read::ZlibDecoder;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::loopback::gateway::intent;
use super::loopback::world::Id;
use super::loopback::{Loopback, TOKEN};

/// The intents that a bot without privileges has.
pub(crate) const INTENTS: u64 = intent::GUILDS | intent::GUILD_MESSAGES | intent::DIRECT_MESSAGES;

const PATIENCE: Duration = Duration::from_secs(10);

/// What a request was answered.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: Value,
}

impl Answered {
    /// Status and Discord's code.
    pub(crate) fn code(&self) -> (u16, u64) {
        (self.status, self.body["code"].as_u64().unwrap_or_default())
    }

    /// A header's text; empty without one.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// Sends HTTP requests.
#[derive(Debug)]
pub(crate) struct Rest {
    http: reqwest::Client,
    base: String,
}

impl Rest {
    /// In plain HTTP.
    pub(crate) fn new(discord: &Loopback) -> Self {
        let http = reqwest::Client::builder().no_proxy().user_agent("DiscordBot (test, 1)").build().unwrap();
        Self { http, base: format!("{}/api/v10", discord.api_url()) }
    }

    /// As `https://discord.com`, the way the binary comes.
    pub(crate) fn through_the_proxy(discord: &Loopback, base: &str) -> Self {
        let ca = reqwest::Certificate::from_pem(&discord.ca_pem()).unwrap();
        let http = reqwest::Client::builder()
            .proxy(reqwest::Proxy::https(discord.proxy_url()).unwrap())
            .tls_built_in_root_certs(false)
            .add_root_certificate(ca)
            .user_agent("DiscordBot (test, 1)");
        Self { http: http.build().unwrap(), base: base.to_owned() }
    }

    /// A request with authorization and a JSON body.
    pub(crate) fn request(&self, method: &str, path: &str, body: &Value) -> reqwest::RequestBuilder {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let request = self.http.request(method, format!("{}{path}", self.base));
        let request = request.header("authorization", format!("Bot {TOKEN}"));
        if body.is_null() { request } else { request.header("content-type", "application/json").body(body.to_string()) }
    }

    pub(crate) async fn send(request: reqwest::RequestBuilder) -> reqwest::Result<Answered> {
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await?;
        Ok(Answered { status, headers, body: serde_json::from_str(&text).unwrap_or_default() })
    }

    pub(crate) async fn call(&self, method: &str, path: &str, body: Value) -> Answered {
        Self::send(self.request(method, path, &body)).await.unwrap()
    }

    /// Says something in a channel.
    pub(crate) async fn say(&self, channel: Id, body: Value) -> Answered {
        self.call("POST", &format!("/channels/{channel}/messages"), body).await
    }
}

/// A connection to the gateway.
pub(crate) struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Number of the last event.
    pub(crate) seq: u64,
    /// How many payloads came compressed.
    pub(crate) n_compressed: usize,
}

/// What a connection brings.
#[derive(Debug, PartialEq)]
pub(crate) enum Came {
    Payload(Value),
    /// A close frame with its code.
    Closed(u16),
    /// The end without one.
    Cut,
    /// Nothing for a while.
    Nothing,
}

impl Socket {
    /// Connects, and takes nothing yet.
    pub(crate) async fn connect(url: &str) -> Self {
        let (stream, _) = connect_async(format!("{url}/?v=10&encoding=json")).await.unwrap();
        Self { stream, seq: 0, n_compressed: 0 }
    }

    /// Connects and takes the hello.
    pub(crate) async fn hello(url: &str) -> Self {
        let mut socket = Self::connect(url).await;
        assert_eq!(socket.payload().await["op"], 10);
        socket
    }

    /// Connects and identifies; READY is the next payload.
    pub(crate) async fn identified(discord: &Loopback, intents: u64) -> Self {
        let mut socket = Self::hello(&discord.gateway_url()).await;
        socket.identify(TOKEN, intents, false).await;
        socket
    }

    /// Connects, identifies, and takes READY and one server; gives the id to resume by.
    pub(crate) async fn ready(discord: &Loopback, intents: u64) -> (Self, String) {
        let mut socket = Self::identified(discord, intents).await;
        let ready = socket.event("READY").await;
        socket.event("GUILD_CREATE").await;
        (socket, ready["session_id"].as_str().unwrap().to_owned())
    }

    pub(crate) async fn identify(&mut self, token: &str, intents: u64, compress: bool) {
        let properties = json!({"os": "linux", "browser": "test", "device": "test"});
        let data = json!({"token": token, "intents": intents, "properties": properties, "compress": compress});
        self.send(json!({"op": 2, "d": data})).await;
    }

    pub(crate) async fn resume(&mut self, session: &str, seq: u64) {
        self.send(json!({"op": 6, "d": {"token": TOKEN, "session_id": session, "seq": seq}})).await;
    }

    pub(crate) async fn send(&mut self, payload: Value) {
        self.stream.send(Message::text(payload.to_string())).await.unwrap();
    }

    /// Closes with a code.
    pub(crate) async fn close(mut self, code: u16) {
        let frame = tokio_tungstenite::tungstenite::protocol::CloseFrame { code: code.into(), reason: "".into() };
        self.stream.close(Some(frame)).await.unwrap();
        while let Some(Ok(_)) = self.stream.next().await {}
    }

    /// What comes next within `time`.
    pub(crate) async fn came(&mut self, time: Duration) -> Came {
        let payload: Value = match tokio::time::timeout(time, self.stream.next()).await {
            Err(_) => return Came::Nothing,
            Ok(Some(Ok(Message::Text(text)))) => serde_json::from_str(text.as_str()).unwrap(),
            Ok(Some(Ok(Message::Binary(bytes)))) => {
                self.n_compressed += 1;
                let mut text = String::new();
                ZlibDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
                serde_json::from_str(&text).unwrap()
            }
            Ok(Some(Ok(Message::Close(Some(frame))))) => return Came::Closed(frame.code.into()),
            Ok(_) => return Came::Cut,
        };
        self.seq = payload["s"].as_u64().unwrap_or(self.seq);
        Came::Payload(payload)
    }

    pub(crate) async fn payload(&mut self) -> Value {
        match self.came(PATIENCE).await {
            Came::Payload(payload) => payload,
            other => panic!("no payload but {other:?}"),
        }
    }

    /// The data of the next payload, which must be this event.
    pub(crate) async fn event(&mut self, name: &str) -> Value {
        let payload = self.payload().await;
        assert_eq!(payload["t"], name, "{payload}");
        payload["d"].clone()
    }

    /// The code with which it is closed next.
    pub(crate) async fn closed(&mut self) -> u16 {
        match self.came(PATIENCE).await {
            Came::Closed(code) => code,
            other => panic!("not closed but {other:?}"),
        }
    }
}
