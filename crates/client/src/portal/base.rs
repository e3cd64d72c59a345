//! Where the portal's paths lie.

use url::{Origin, Url};

/// The absolute https address under which a provider's paths lie, without a final slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Base {
    text: String,
    url: Url,
}

impl Base {
    /// Reads one as the portal states it; none when it is not https, or carries more than a path.
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let plain = url.scheme() == "https"
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        plain.then(|| Self {
            text: url.as_str().trim_end_matches('/').to_owned(),
            url,
        })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    pub fn origin(&self) -> Origin {
        self.url.origin()
    }

    /// The address of one of `balcao_contract::paths` under it.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balcao_contract::paths;

    #[test]
    fn paths_lie_under_the_base() {
        for text in [
            "https://localhost:8443/rede",
            "https://localhost:8443/rede/",
        ] {
            let base = Base::parse(text).unwrap();
            assert_eq!(base.at(paths::SYNC), "https://localhost:8443/rede/v1/sync");
            assert_eq!(base.host(), "localhost");
        }
    }

    #[test]
    fn a_base_is_https_and_nothing_but_a_path() {
        for wrong in [
            "",
            "/rede",
            "http://localhost/rede",
            "https://ana@localhost/rede",
            "https://localhost/rede?x",
            "data:,x",
        ] {
            assert_eq!(Base::parse(wrong), None, "{wrong}");
        }
    }
}
