//! The address behind a dynamic code: host and path, to which a bank adds `https://`.

/// The longest that fits a template of 99 beside the GUI.
const LONGEST: usize = 77;

/// Whether the text is host and path and nothing else (BCB, Manual de Padrões para Iniciação do
/// Pix v2.9.0; RFC 3986).
///
/// Whoever reads it decides by the host whom to ask who is paid. User-info and backslash make
/// readers disagree where the host is, a scheme makes them ask elsewhere, and a host without a dot
/// or of figures only is nobody's that a certificate vouches for.
pub(super) fn is_url(text: &str) -> bool {
    let authority = text.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    text.len() <= LONGEST && text.bytes().all(is_of_urls) && is_port(port) && is_host(host)
}

/// What may stand in a URL; an at-sign only where the host, which has none, is over.
const fn is_of_urls(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !matches!(
            byte,
            b'\\' | b'"' | b'<' | b'>' | b'^' | b'`' | b'{' | b'|' | b'}'
        )
}

fn is_port(text: &str) -> bool {
    (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the text is a dotted host name.
fn is_host(text: &str) -> bool {
    let mut labels = text.rsplit('.');
    let is_named = |last: &str| crate::email::is_label(last) && !is_number(last);
    labels.next().is_some_and(is_named) && text.contains('.') && labels.all(crate::email::is_label)
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_url;

    #[test]
    fn host_and_path_are_an_address() {
        for url in [
            "a.br/qr/123",
            "pix.example.com/qr/v2/cobv/9d36b84fc70b478fb95c12729b90ca25",
            "pix.example.com",
            "pix.example.com:8443/qr",
            "xn--caf-dma.com.br/qr/v2/1?a=b@c",
            "QRCODES-pix.example.com/qr//1",
        ] {
            assert!(is_url(url), "{url}");
        }
    }

    #[test]
    fn what_banks_would_ask_elsewhere_is_no_address() {
        for url in [
            "",
            "/qr/123",
            "//pix.example.com/qr",
            "https://pix.example.com/qr",
            "HTTPS:pix.example.com/qr",
            "javascript:alert(1)",
            "pix.example.com@evil.example/qr",
            "pix.example.com:443@evil.example/qr",
            "pix.example.com\\@evil.example/qr",
            "pix.example.com\\qr",
            "evil.example\\.pix.example.com/qr",
            "localhost/qr",
            "pix/qr/v2",
            "pix.example.com./qr",
            ".example.com/qr",
            "pix..example.com/qr",
            "-pix.example.com/qr",
            "pix-.example.com/qr",
            "pix.example.com:/qr",
            "pix.example.com:x/qr",
            "203.0.113.9/qr",
            "[2001:db8::1]/qr",
            "pix%2eexample.com/qr",
            "pix.example.com/a b",
            "pix.example.com/<b>",
            "pix.açaí.br/qr",
        ] {
            assert!(!is_url(url), "{url}");
        }
        assert!(is_url(&format!("a.br/{}", "1".repeat(72))));
        assert!(!is_url(&format!("a.br/{}", "1".repeat(73))));
    }
}
