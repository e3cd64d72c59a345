about = About Balcão
about-version = Version
about-data = Where your data is kept
about-data-device = On this device, encrypted. The key is in the system’s keychain and nowhere else.
about-data-session = In memory, for this session only. Everything is forgotten when you close Balcão.
about-data-online = In the memory of the server that opened this page, until you sign out or leave it unused for 30 minutes. Nothing is stored in the browser.
licences = Licences
licences-text = Balcão is free software: use it under the MIT or the Apache 2.0 licence, whichever you prefer. It comes with the Inter typeface and the Lucide icons, each under its own licence.
licence-mit = Balcão, MIT licence
licence-apache = Balcão, Apache 2.0 licence
licence-inter = Inter, SIL Open Font License 1.1
licence-lucide = Lucide, ISC licence

app-settings = App
language = Language
language-portuguese = Português
language-english = English
language-spanish = Español
