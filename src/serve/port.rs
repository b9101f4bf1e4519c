//! The port of the server.

use std::io;
use std::net::{Ipv4Addr, TcpListener};

/// The port that is tried first unless one is requested: PLEN on the keys of a telephone.
const DEFAULT_PORT: u16 = 7536;

/// How many ports from [`DEFAULT_PORT`] on are tried before the system chooses one.
const MAX_PORT_TRIES: u16 = 20;

/// The reason why a port cannot be used.
#[derive(Debug)]
pub struct PortError {
    /// The port.
    pub port: u16,
    /// The error of the operating system.
    pub error: io::Error,
}

/// Listens on the loopback interface: at `port` (the system chooses one for 0), or else at the
/// first free port from the default one on.
///
/// # Errors
///
/// Returns an error if the requested port is taken or not permitted.
pub fn bind_port(port: Option<u16>) -> Result<TcpListener, PortError> {
    let bind = |port| {
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| PortError { port, error })
    };
    match port {
        Some(port) => bind(port),
        None => (DEFAULT_PORT..DEFAULT_PORT + MAX_PORT_TRIES)
            .find_map(|port| bind(port).ok())
            .map_or_else(|| bind(0), Ok),
    }
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT_PORT, bind_port};

    #[test]
    fn reports_a_taken_port_only_when_it_was_requested() {
        let first = bind_port(Some(0)).unwrap();
        let port = first.local_addr().unwrap().port();
        assert!(first.local_addr().unwrap().ip().is_loopback());
        let taken = bind_port(Some(port)).unwrap_err();
        assert_eq!((taken.port, taken.error.kind()), (port, std::io::ErrorKind::AddrInUse));
        let ports: Vec<u16> = (0..3)
            .map(|_| bind_port(None).unwrap())
            .map(|listener| listener.local_addr().unwrap().port())
            .collect();
        assert!(ports.iter().all(|port| *port >= DEFAULT_PORT), "{ports:?}");
    }
}
