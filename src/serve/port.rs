//! The port that pages are served at.

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, TcpListener};

/// The port that is tried first where none is asked for: PLEN on the keys of a telephone.
const DEFAULT_PORT: u16 = 7536;

/// How many ports after [`USUAL`] are tried before the system chooses one.
const MAX_PORT_TRIES: u16 = 20;

/// Why a port cannot be listened at.
#[derive(Debug)]
pub struct PortError {
    /// The port.
    pub port: u16,
    /// What the system says.
    pub error: io::Error,
}

impl PortError {
    /// What is wrong, and how to mend it, as a command says it.
    pub fn message(&self) -> String {
        let port = self.port;
        match self.error.kind() {
            ErrorKind::AddrInUse => format!(
                "port {port} is taken: another program listens there, perhaps another preview\n\
                 help: leave `--port` out, and a free port is found; or name another one"
            ),
            ErrorKind::PermissionDenied => {
                format!(
                    "port {port} is not open to this program\nhelp: name a port from 1024 to 65535, or leave `--port` out"
                )
            }
            _ => format!(
                "port {port} cannot be listened at: {}\nhelp: leave `--port` out, or name another one",
                self.error
            ),
        }
    }
}

/// Listens on this machine alone: at `port` (0: at one that the system chooses), or at the usual
/// one or the next that is free.
///
/// # Errors
///
/// That the port that was asked for is taken or forbidden.
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
        let message = bind_port(Some(port)).unwrap_err().message();
        assert!(
            message.contains(&format!("port {port} is taken")) && message.contains("help:"),
            "{message}"
        );
        let ports: Vec<u16> = (0..3)
            .map(|_| bind_port(None).unwrap())
            .map(|listener| listener.local_addr().unwrap().port())
            .collect();
        assert!(ports.iter().all(|port| *port >= DEFAULT_PORT), "{ports:?}");
    }
}
