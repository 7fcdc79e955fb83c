/* Draws the charts of a page with plotly, after the pictures of the server: by itself on a good line, on a tap under
   Save-Data or 2G. The stylesheet's variables give the colours; `meta.role` of a trace says which. */
(() => {
  "use strict";
  const own = document.currentScript.dataset;
  const figures = () => [...document.querySelectorAll("figure[data-chart], figure[data-chart-url]")];
  const line = navigator.connection;
  const thrifty = line?.saveData || /2g/.test(line?.effectiveType ?? "");
  const config = { displayModeBar: false, responsive: true, locale: document.documentElement.lang, scrollZoom: false };
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  let library;

  const script = (src) => new Promise((done, fail) => {
    if (!src) return done();
    document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: fail }));
  });
  /* Plotly may not inject its rules: it finds a sheet of that name, and leaves it alone. */
  function style() {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: own.css, id: "plotly.js-style-global", className: "no-inline-styles" });
    return new Promise((done) => { link.onload = link.onerror = done; document.head.append(link); });
  }
  const load = () => (library ??= Promise.all([style(), script(own.locale)]).then(() => script(own.plotly)).catch((reason) => { library = undefined; throw reason; }));

  async function data(figure) {
    const kept = document.getElementById(figure.dataset.chart);
    if (kept) return JSON.parse(kept.textContent);
    if (!figure.dataset.chartUrl) return null;
    const answer = await fetch(figure.dataset.chartUrl, { headers: { Accept: "application/json" } });
    return answer.ok ? answer.json() : null;
  }

  const roles = { now: "accent", before: "before", target: "ink", late: "danger" };
  function painted({ data: traces, layout = {} }) {
    const ink = colour("ink"), grid = colour("line");
    const axis = (given = {}) => ({ fixedrange: true, ...given, gridcolor: grid, linecolor: grid, zerolinecolor: grid, tickfont: { ...given.tickfont, color: colour("soft") } });
    const skin = (trace) => {
      const role = trace.meta?.role, paint = colour(roles[role] ?? "accent");
      if (role === "heat") return { ...trace, colorscale: [[0, colour("sunken")], [1, colour("accent")]] };
      if (!roles[role]) return trace;
      return { ...trace, marker: { ...trace.marker, color: paint }, ...(trace.type === "scatter" && { line: { ...trace.line, color: paint } }) };
    };
    const axes = Object.fromEntries(Object.keys({ xaxis: 1, yaxis: 1, ...layout }).filter((name) => /^[xy]axis/.test(name)).map((name) => [name, axis({ showgrid: name[0] === "y", ...(name[0] === "x" && { tickangle: 0, nticks: 8 }), ...layout[name] })]));
    return [traces.map(skin), { margin: { l: 40, r: 16, t: 16, b: 40 }, height: 272, dragmode: false, ...layout, ...axes, paper_bgcolor: "transparent", plot_bgcolor: "transparent", font: { ...layout.font, family: getComputedStyle(document.body).fontFamily, color: ink }, hoverlabel: { bgcolor: colour("surface"), font: { color: ink } } }];
  }

  async function draw(figure) {
    const picture = figure.querySelector("[data-picture]");
    const given = await data(figure);
    if (!picture || !given?.data.some(({ x, y, z }) => (z ?? y ?? x)?.length)) return;
    await load();
    let plot = figure.querySelector(".chart__plot");
    if (!plot) {
      plot = Object.assign(document.createElement("div"), { className: "chart__plot" });
      plot.setAttribute("aria-hidden", "true"); // the table below says the same in words
      picture.after(plot);
    }
    const [traces, layout] = painted(given);
    await window.Plotly.react(plot, traces, layout, config);
    picture.hidden = true;
    figure.dataset.drawn = "";
  }
  const attempt = (figure) => draw(figure).catch(() => {}); // the picture of the server stays

  function offer(figure) {
    if (figure.querySelector("[data-offer]")) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn--quiet btn--small", textContent: own.offer });
    button.dataset.offer = "";
    button.onclick = () => { button.remove(); attempt(figure); };
    figure.querySelector("[data-picture]")?.after(button);
  }
  function begin() {
    if (thrifty) return figures().forEach(offer);
    const seen = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) => {
      if (!isIntersecting) return;
      seen.unobserve(target);
      attempt(target);
    }), { rootMargin: "200px" });
    figures().filter((figure) => figure.dataset.drawn === undefined).forEach((figure) => seen.observe(figure));
  }
  const later = window.requestIdleCallback ?? ((act) => setTimeout(act, 300));
  addEventListener("load", () => later(begin));
  document.addEventListener("htmx:afterSettle", () => document.querySelector("figure[data-chart]:not([data-drawn])") && later(begin));
  const repaint = () => figures().filter((figure) => figure.dataset.drawn !== undefined).forEach(attempt);
  document.addEventListener("theme", repaint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
})();
