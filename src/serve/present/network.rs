//! The address of this computer in the local network, and QR codes of it.

use std::io;
use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use qrcode::QrCode;
use qrcode::render::{svg, unicode};

/// Returns the address of this computer in the local network: the source address of packets to
/// other computers, although none is sent. `None` if the computer is in no network.
pub fn find_local_address() -> Option<IpAddr> {
    // An address on the internet, then addresses of private networks, for computers without
    // internet access (RFC 5737, RFC 1918).
    let destinations = [
        [192, 0, 2, 1],
        [192, 168, 255, 254],
        [10, 255, 255, 254],
        [172, 31, 255, 254],
        [169, 254, 255, 254],
    ];
    let from = |to: [u8; 4]| -> io::Result<IpAddr> {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
        socket.connect((Ipv4Addr::from(to), 9))?;
        Ok(socket.local_addr()?.ip())
    };
    let addresses = destinations.into_iter().filter_map(|to| from(to).ok());
    addresses.into_iter().find(|address| !address.is_loopback() && !address.is_unspecified())
}

/// Renders a QR code as half-height blocks for a terminal, dark on light.
pub fn render_qr_text(text: &str) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    // In a terminal with light text on a dark background, blocks are light.
    Some(
        code.render::<unicode::Dense1x2>()
            .dark_color(unicode::Dense1x2::Light)
            .light_color(unicode::Dense1x2::Dark)
            .build(),
    )
}

/// Renders a QR code as SVG.
pub(super) fn render_qr_svg(text: &str) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    let mut svg = code.render::<svg::Color>();
    svg.min_dimensions(240, 240).dark_color(svg::Color("#000")).light_color(svg::Color("#fff"));
    Some(svg.build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renders_qr_codes() {
        let text = "http://192.168.178.23:7537/#12345678";
        assert!(render_qr_svg(text).unwrap().contains("<svg"));
        assert!(render_qr_text(text).unwrap().lines().count() > 10);
        assert_eq!(render_qr_text(&"x".repeat(10_000)), None);
    }

    #[test]
    fn never_finds_a_loopback_address() {
        assert!(find_local_address().is_none_or(|address| !address.is_loopback()));
    }
}
