// Starts the interface, and says so in plain words when it cannot be started.
import init from "/assets/balcao-ui.js";

function fail() {
  const page = document.createElement("main");
  page.className = "failure";
  page.setAttribute("role", "alert");
  const title = document.createElement("h1");
  title.textContent = "O Balcão não abriu";
  const advice = document.createElement("p");
  advice.textContent =
    "O componente do sistema que mostra as telas é antigo ou está com defeito. Atualize o sistema e abra o Balcão de novo.";
  const code = document.createElement("p");
  code.className = "failure-code";
  code.textContent = "Código para o suporte: wasm_start";
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = "Recarregar";
  again.addEventListener("click", () => location.reload());
  page.append(title, advice, code, again);
  document.body.replaceChildren(page);
}

init({ module_or_path: "/assets/balcao-ui_bg.wasm" }).catch((reason) => {
  console.error(reason);
  fail();
});
