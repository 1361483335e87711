//! The way of the real binary: a CONNECT proxy that leads to `discord.com:443` alone, where this Discord answers with a
//! certificate of a CA of its own.

use std::path::Path;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use super::{Hub, rest};

const DISCORD: &str = "discord.com";
const HEAD_MAX_BYTES: usize = 8 * 1024;

/// Makes a CA, writes its certificate to `ca`, and signs one for `discord.com`.
pub(crate) fn acceptor(ca: &Path) -> TlsAcceptor {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.distinguished_name.push(DnType::CommonName, "CA of a test");
    let key = KeyPair::generate().unwrap();
    std::fs::write(ca, params.self_signed(&key).unwrap().pem()).unwrap();
    let issuer = Issuer::new(params, key);

    let own = KeyPair::generate().unwrap();
    let signed = CertificateParams::new([DISCORD.to_owned()]).unwrap().signed_by(&own, &issuer).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(own.serialize_der()));
    let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let mut config = builder.with_single_cert(vec![signed.der().clone()], key).unwrap();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    TlsAcceptor::from(Arc::new(config))
}

/// Serves the proxy.
pub(crate) async fn listen(listener: TcpListener, acceptor: TlsAcceptor, hub: Arc<Hub>) {
    while let Ok((stream, _)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        let (acceptor, hub) = (acceptor.clone(), Arc::clone(&hub));
        tokio::spawn(async move {
            if let Some(stream) = connect(stream, &hub).await
                && let Ok(stream) = acceptor.accept(stream).await
            {
                rest::serve(stream, hub).await;
            }
        });
    }
}

/// Reads the CONNECT; anything but Discord is refused and written down.
async fn connect(mut stream: TcpStream, hub: &Hub) -> Option<TcpStream> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        // A byte at a time: what follows the head is TLS and must stay in the stream.
        let byte = stream.read_u8().await.ok()?;
        head.push(byte);
        if head.len() > HEAD_MAX_BYTES {
            return None;
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let line = head.lines().next().unwrap_or_default();
    let allowed = format!("CONNECT {DISCORD}:443 ");
    if line.starts_with(&allowed) {
        stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.ok()?;
        return Some(stream);
    }
    hub.state().journal.strange.push(format!("proxy: {line}"));
    hub.changed();
    let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await;
    None
}
