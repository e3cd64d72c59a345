about = Sobre o Balcão
about-version = Versão
about-data = Onde ficam os dados
about-data-device = Neste aparelho, cifrados. A chave fica no chaveiro do sistema e em nenhum outro lugar.
about-data-session = Na memória, só nesta sessão. Ao fechar o Balcão, tudo é esquecido.
about-data-online = Na memória do servidor que abriu esta página, até você sair ou passar 30 minutos sem usar. Nada fica guardado no navegador.
licences = Licenças
licences-text = O Balcão é livre: use-o sob a licença MIT ou a Apache 2.0, como preferir. Ele traz a fonte Inter e os ícones Lucide, cada um com a sua licença.
licence-mit = Balcão, licença MIT
licence-apache = Balcão, licença Apache 2.0
licence-inter = Inter, SIL Open Font License 1.1
licence-lucide = Lucide, licença ISC

app-settings = Aplicativo
language = Idioma
language-portuguese = Português
language-english = English
language-spanish = Español
