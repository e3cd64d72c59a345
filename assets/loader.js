// Starts the interface, and says so in plain words when it cannot be started: the system's own
// language, since what was chosen is not known without it.
import init from "/assets/balcao-ui.js";

const WORDS = {
  pt: [
    "O Balcão não abriu",
    "O componente do sistema que mostra as telas é antigo ou está com defeito. Atualize o sistema e abra o Balcão de novo.",
    "Código para o suporte: wasm_start",
    "Recarregar",
  ],
  en: [
    "Balcão did not open",
    "The system component that shows the screens is outdated or faulty. Update the system and open Balcão again.",
    "Code for support: wasm_start",
    "Reload",
  ],
  es: [
    "Balcão no se abrió",
    "El componente del sistema que muestra las pantallas es antiguo o está dañado. Actualice el sistema y abra Balcão de nuevo.",
    "Código para soporte: wasm_start",
    "Recargar",
  ],
};

function fail() {
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  const language = spoken.find((tag) => tag in WORDS) ?? "pt";
  const words = WORDS[language];
  document.documentElement.lang = language;
  const page = document.createElement("main");
  page.className = "failure";
  page.setAttribute("role", "alert");
  const title = document.createElement("h1");
  title.textContent = words[0];
  const advice = document.createElement("p");
  advice.textContent = words[1];
  const code = document.createElement("p");
  code.className = "failure-code";
  code.textContent = words[2];
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = words[3];
  again.addEventListener("click", () => location.reload());
  page.append(title, advice, code, again);
  document.body.replaceChildren(page);
}

init({ module_or_path: "/assets/balcao-ui_bg.wasm" }).catch((reason) => {
  console.error(reason);
  fail();
});

// A page that was kept for going back has let its connection go when it was left: it begins anew.
addEventListener("pageshow", (shown) => {
  if (shown.persisted) {
    location.reload();
  }
});
