  // ---- words, numbers, elements, calls ---------------------------------------------------------------------------
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const data = JSON.parse($('#data').textContent), french = data.lang === 'fr';
  const t = (key, ...values) => values.reduce((text, value) => text.replace('{}', () => value), data.words[key]);

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === false || value === null || value === undefined) continue;
      element.setAttribute(name, value === true ? '' : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }
  const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
  const svg = (tag, attributes, ...children) =>
    fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

  // Decimal comma, U+202F in thousands, U+2212: as the program writes them.
  function num(x, decimals = 0, signed = false) {
    if (x === null || x === undefined) return '–';
    let [whole, rest] = Math.abs(x).toFixed(decimals).split('.');
    const zero = Number(Math.abs(x).toFixed(decimals)) === 0;
    whole = whole.replace(/\B(?=(\d{3})+$)/g, french ? '\u202f' : ',');
    return (zero ? '' : x < 0 ? '\u2212' : signed ? '+' : '') + whole + (rest ? (french ? ',' : '.') + rest : '');
  }

  // Every call carries the secret of this tab; a page of another site can neither read nor send it.
  async function call(path, body, keepalive = false) {
    const answer = await fetch(path, { method: 'POST', keepalive, body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', 'X-Cptsim-Tab': data.tab } });
    if (!answer.ok) throw Object.assign(new Error(answer.status), { status: answer.status });
    return answer;
  }
  function download(name, type, text) {
    const link = el('a', { href: URL.createObjectURL(new Blob([text], { type })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
