//! The same interfaces behind TLS and a CONNECT proxy, as `discord.com` and
//! `gateway.discord.gg`: the way on which serenity keeps the rate limits itself.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::service::TowerToHyperService;
use rcgen::{CertificateParams, KeyPair};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use super::Loopback;

const HOSTS: [&str; 2] = ["discord.com", "gateway.discord.gg"];

/// Starts the proxy and writes the certificate that it shows.
pub async fn start(loopback: &Arc<Loopback>, certificate: &Path) -> SocketAddr {
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(HOSTS.map(str::to_owned)).expect("a valid name");
    let own = params.self_signed(&key).expect("a certificate");
    std::fs::write(certificate, own.pem()).expect("a writable folder");
    let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![own.der().clone()], private)
        .expect("a key that fits");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound port");
    let loopback = Arc::clone(loopback);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (loopback, acceptor) = (Arc::clone(&loopback), acceptor.clone());
            tokio::spawn(async move { tunnel(stream, loopback, acceptor).await });
        }
    });
    address
}

async fn tunnel(mut stream: TcpStream, loopback: Arc<Loopback>, acceptor: TlsAcceptor) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) if head.len() < 4096 => head.push(byte),
            _ => return,
        }
    }
    let to = HOSTS.iter().any(|host| head.starts_with(format!("CONNECT {host}:443 ").as_bytes()));
    if !to {
        loopback.violation(format!("a tunnel to {:?}", String::from_utf8_lossy(&head)));
        return;
    }
    if stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.is_err() {
        return;
    }
    let Ok(stream) = acceptor.accept(stream).await else { return };
    let service = TowerToHyperService::new(super::routes().with_state(Arc::clone(&loopback)));
    let server = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
    let _ = server.serve_connection_with_upgrades(TokioIo::new(stream), service).await;
}
