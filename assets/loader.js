// Starts the interface, and says so in plain words when it cannot be started or stops working: the
// words of the interface are not there then.
import init from "/assets/balcao-ui.js";

const WORDS = {
  pt: {
    start: [
      "O Balcão não abriu",
      "O componente do sistema que mostra as telas é antigo ou está com defeito. Atualize o sistema e abra o Balcão de novo.",
    ],
    stop: [
      "Algo deu errado",
      "A tela parou de funcionar. Seus dados continuam guardados: recarregue para continuar.",
    ],
    code: "Código para o suporte:",
    reload: "Recarregar",
  },
  en: {
    start: [
      "Balcão did not open",
      "The system component that shows the screens is outdated or faulty. Update the system and open Balcão again.",
    ],
    stop: [
      "Something went wrong",
      "This screen stopped working. Your data is safe: reload to continue.",
    ],
    code: "Code for support:",
    reload: "Reload",
  },
  es: {
    start: [
      "Balcão no se abrió",
      "El componente del sistema que muestra las pantallas es antiguo o está dañado. Actualice el sistema y abra Balcão de nuevo.",
    ],
    stop: [
      "Algo salió mal",
      "La pantalla dejó de funcionar. Sus datos siguen guardados: recargue para continuar.",
    ],
    code: "Código para soporte:",
    reload: "Recargar",
  },
};

// What the interface speaks, once it does; before that what the system speaks.
function words() {
  const tags = [document.documentElement.dataset.spoken, ...navigator.languages];
  const spoken = tags.map((tag) => (tag ?? "").slice(0, 2).toLowerCase());
  return WORDS[spoken.find((tag) => tag in WORDS) ?? "pt"];
}

function text(tag, content) {
  const element = document.createElement(tag);
  element.textContent = content;
  return element;
}

// What fails after the first failure follows from it.
let failed = false;

function fail(what, code) {
  if (failed) {
    return;
  }
  failed = true;
  const { [what]: said, code: before, reload } = words();
  const page = document.createElement("main");
  page.className = "failure";
  page.setAttribute("role", "alert");
  const support = text("p", `${before} ${code}`);
  support.className = "failure-code";
  const again = text("button", reload);
  again.type = "button";
  again.addEventListener("click", () => location.reload());
  page.append(text("h1", said[0]), text("p", said[1]), support, again);
  document.body.replaceChildren(page);
}

// A panic of the interface is a trap: nothing of it runs any more. Where it happened is told by its
// message, or else the function's number. The whole trap stays in the page, for whoever
// looks into it.
function stopped(reason) {
  if (reason instanceof WebAssembly.RuntimeError) {
    const place = /wasm-function\[(\d+)\]/.exec(reason.stack ?? "");
    const { panic } = document.documentElement.dataset;
    document.documentElement.dataset.trap ??= `${reason.message}\n${reason.stack}`;
    fail("stop", panic ?? (place ? `ui-${place[1]}` : "ui"));
  } else if (reason instanceof Error && reason.message === "balcao: no words") {
    fail("start", "words");
  }
}

addEventListener("error", ({ error }) => stopped(error));
addEventListener("unhandledrejection", ({ reason }) => stopped(reason));

init({ module_or_path: "/assets/balcao-ui_bg.wasm" }).catch((reason) => {
  console.error(reason);
  fail("start", "wasm_start");
});

// A page that was kept for going back has let its connection go when it was left: it begins anew.
addEventListener("pageshow", (shown) => {
  if (shown.persisted) {
    location.reload();
  }
});
