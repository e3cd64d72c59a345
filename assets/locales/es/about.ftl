about = Acerca de Balcão
about-version = Versión
about-data = Dónde están sus datos
about-data-device = En este dispositivo, cifrados. La clave está en el llavero del sistema y en ningún otro lugar.
about-data-session = En la memoria, solo durante esta sesión. Al cerrar Balcão, todo se olvida.
about-data-online = En la memoria del servidor que abrió esta página, hasta que cierre la sesión o pasen 30 minutos sin uso. Nada queda guardado en el navegador.
licences = Licencias
licences-text = Balcão es libre: úselo bajo la licencia MIT o la Apache 2.0, la que prefiera. Incluye la tipografía Inter y los iconos Lucide, cada uno con su propia licencia.
licence-mit = Balcão, licencia MIT
licence-apache = Balcão, licencia Apache 2.0
licence-inter = Inter, SIL Open Font License 1.1
licence-lucide = Lucide, licencia ISC

app-settings = Aplicación
language = Idioma
language-portuguese = Português
language-english = English
language-spanish = Español
