  // ---- charts as images: PNG, and SVG by drawing them once more on a context that writes what it is told to draw ------
  // A path as a list of what it was told: lines of charts are kept as paths, and stroked later.
  class Recorded { constructor() { this.steps = []; } }
  for (const name of ['moveTo', 'lineTo', 'bezierCurveTo', 'quadraticCurveTo', 'arc', 'rect', 'closePath'])
    Recorded.prototype[name] = function record(...values) { this.steps.push([name, values]); };
  // The part of a canvas that charts use. Points go through the matrix, as those of a canvas do.
  function svgContext(canvas) {
    const out = [], stack = [];
    let matrix = [1, 0, 0, 1, 0, 0], path = '', opened = 0;
    const style = { fillStyle: '#000', strokeStyle: '#000', lineWidth: 1, lineCap: 'butt', lineJoin: 'miter',
      lineDashOffset: 0, font: '12px sans-serif', textAlign: 'start', textBaseline: 'alphabetic', globalAlpha: 1 };
    let dash = [];
    const n = (value) => String(Math.round(value * 100) / 100);
    const safe = (text) => String(text).replace(/[&<>"]/g, (c) => '&#' + c.charCodeAt(0) + ';');
    const fontOf = (font) => {
      const [, before, size, family] = /^(.*?)([\d.]+px)\S*\s+(.*)$/.exec(font);
      return 'font-size="' + size + '" font-family="' + safe(family) + '"' +
        (/bold|[6-9]00/.test(before) ? ' font-weight="bold"' : '');
    };
    const at = (x, y) => [matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]];
    const point = (x, y) => at(x, y).map(n).join(' ');
    const multiply = (a, b, c, d, e, f) => {
      const [p, q] = at(e, f), [m0, m1, m2, m3] = matrix;
      matrix = [m0 * a + m2 * b, m1 * a + m3 * b, m0 * c + m2 * d, m1 * c + m3 * d, p, q];
    };
    const box = (x, y, w, h) => 'M' + point(x, y) + 'L' + point(x + w, y) + 'L' + point(x + w, y + h) + 'L' +
      point(x, y + h) + 'Z';
    const filled = () => ' fill="' + safe(style.fillStyle) + '" fill-opacity="' + n(style.globalAlpha) + '"';
    const stroked = () => ' fill="none" stroke="' + safe(style.strokeStyle) + '" stroke-width="' + n(style.lineWidth) +
      '" stroke-linecap="' + style.lineCap + '" stroke-linejoin="' + style.lineJoin + '" stroke-opacity="' +
      n(style.globalAlpha) + '"' + (dash.length ? ' stroke-dasharray="' + dash.map(n).join(' ') + '"' : '');
    const put = (d, how) => { if (d) out.push('<path d="' + d + '"' + how + '/>'); };
    const text = (words, x, y, how) => {
      const anchor = { center: 'middle', right: 'end', end: 'end' }[style.textAlign] || 'start';
      const size = parseFloat(/([\d.]+)px/.exec(style.font)[1]);
      const down = { middle: 0.35, top: 0.8, hanging: 0.8, bottom: -0.2 }[style.textBaseline] || 0;
      out.push('<text transform="matrix(' + matrix.map(n).join(' ') + ')" x="' + n(x) + '" y="' + n(y + down * size) +
        '" text-anchor="' + anchor + '" ' + fontOf(style.font) + how + '>' + safe(words) + '</text>');
    };
    const context = {
      canvas, svg: () => out.join('\n') + '</g>'.repeat(opened),
      save() { stack.push([Object.assign({}, style), matrix, dash, opened]); opened = 0; },
      restore() {
        if (!stack.length) return;
        out.push('</g>'.repeat(opened));
        const [before, m, d, o] = stack.pop();
        Object.assign(style, before);
        [matrix, dash, opened] = [m, d, o];
      },
      translate: (x, y) => multiply(1, 0, 0, 1, x, y),
      rotate: (angle) => multiply(Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0),
      scale: (x, y) => multiply(x, 0, 0, y, 0, 0),
      transform: multiply,
      setTransform(a, b, c, d, e, f) { matrix = [a, b, c, d, e, f]; },
      resetTransform() { matrix = [1, 0, 0, 1, 0, 0]; },
      beginPath() { path = ''; },
      closePath() { path += 'Z'; },
      moveTo(x, y) { path += 'M' + point(x, y); },
      lineTo(x, y) { path += (path ? 'L' : 'M') + point(x, y); },
      bezierCurveTo(a, b, c, d, x, y) { path += 'C' + point(a, b) + ' ' + point(c, d) + ' ' + point(x, y); },
      quadraticCurveTo(a, b, x, y) { path += 'Q' + point(a, b) + ' ' + point(x, y); },
      rect(x, y, w, h) { path += box(x, y, w, h); },
      arc(x, y, r, from, to, back) {
        const turn = Math.abs(to - from) >= 2 * Math.PI ? 2 * Math.PI : ((to - from) % (2 * Math.PI) + 2 * Math.PI) %
          (2 * Math.PI) - (back ? 2 * Math.PI : 0);
        const steps = Math.max(2, Math.ceil(Math.abs(turn) / 0.2)); // short lines: a circle of a few pixels
        for (let i = 0; i <= steps; i++) {
          const angle = from + turn * i / steps;
          path += (path ? 'L' : 'M') + point(x + r * Math.cos(angle), y + r * Math.sin(angle));
        }
      },
      clip() {
        const id = fresh('clip');
        out.push('<clipPath id="' + id + '"><path d="' + path + '"/></clipPath><g clip-path="url(#' + id + ')">');
        opened++;
      },
      follow(recorded) {
        if (!(recorded instanceof Recorded)) return;
        path = '';
        recorded.steps.forEach(([name, values]) => context[name](...values));
      },
      fill(recorded) { context.follow(recorded); put(path, filled()); },
      stroke(recorded) { context.follow(recorded); put(path, stroked()); },
      fillRect(x, y, w, h) { put(box(x, y, w, h), filled()); },
      strokeRect(x, y, w, h) { put(box(x, y, w, h), stroked()); },
      clearRect() {},
      fillText(words, x, y) { text(words, x, y, filled()); },
      strokeText(words, x, y) { text(words, x, y, stroked()); },
      measureText(words) {
        const real = canvas.getContext('2d');
        real.save();
        real.font = style.font;
        const size = real.measureText(words);
        real.restore();
        return size;
      },
      setLineDash(list) { dash = list || []; },
      getLineDash: () => dash,
      drawImage(image, x, y, w, h) {
        const [left, top] = at(x, y);
        out.push('<image x="' + n(left) + '" y="' + n(top) + '" width="' + n(w || image.width) + '" height="' +
          n(h || image.height) + '" href="' + image.toDataURL() + '"/>');
      },
    };
    for (const name of Object.keys(style))
      Object.defineProperty(context, name, { get: () => style[name], set: (value) => { style[name] = value; } });
    return context;
  }

  const kTitleHeight = 34; // px, above a chart that leaves its page
  const backdrop = () => css('--paper') || getComputedStyle(document.body).backgroundColor;
  function svgOf(entry) {
    const chart = entry.chart, { width, height } = chart, real = chart.ctx;
    const holders = [[chart, 'ctx'], ...chart.boxes.map((one) => [one, 'ctx']),
      ...chart.getSortedVisibleDatasetMetas().map((meta) => [meta.controller, '_ctx'])];
    const context = svgContext(chart.canvas), realPath = window.Path2D;
    const forget = () => chart.getSortedVisibleDatasetMetas().forEach((meta) => { if (meta.dataset) delete meta.dataset._path; });
    holders.forEach(([one, name]) => { one[name] = context; });
    window.Path2D = Recorded;
    try {
      forget();
      chart.draw();
    } finally {
      window.Path2D = realPath;
      holders.forEach(([one, name]) => { one[name] = real; });
      forget();
      chart.draw();
    }
    const heading = svgContext(chart.canvas);
    heading.font = '600 15px ' + Chart.defaults.font.family;
    heading.fillStyle = css('--text');
    heading.fillText(titleWithUnit(entry.spec), 8, 22);
    return '<svg xmlns="http://www.w3.org/2000/svg" width="' + width + '" height="' + (height + kTitleHeight) +
      '" viewBox="0 0 ' + width + ' ' + (height + kTitleHeight) + '"><rect width="100%" height="100%" fill="' +
      backdrop() + '"/>' + heading.svg() + '<g transform="translate(0 ' + kTitleHeight + ')">' + context.svg() +
      '</g></svg>';
  }
  function pngOf(entry, take) {
    const from = entry.canvas, ratio = from.width / entry.chart.width, top = kTitleHeight * ratio;
    const canvas = el('canvas', { width: from.width, height: from.height + top }), ctx = canvas.getContext('2d');
    ctx.fillStyle = backdrop();
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.fillStyle = css('--text');
    ctx.font = '600 ' + 15 * ratio + 'px ' + Chart.defaults.font.family;
    ctx.fillText(titleWithUnit(entry.spec), 8 * ratio, 22 * ratio);
    ctx.drawImage(from, 0, top);
    canvas.toBlob(take, 'image/png');
  }
  const titleWithUnit = (spec) =>
    (spec.isName ? spec.title : capital(spec.title)) + (spec.unit ? ' (' + spec.unit + ')' : '');
  // Buttons below a chart that save it.
  function imageTools(entry) {
    const name = () => { const given = entry.spec.name; return (typeof given === 'function' ? given() : given) || 'chart'; };
    const button = (kind, make) => {
      const one = el('button', { type: 'button', 'aria-label': t('image_of', kind, entry.spec.title) }, kind);
      one.addEventListener('click', make);
      return one;
    };
    return [button('PNG', () => pngOf(entry, (blob) => save(name() + '.png', blob))),
      button('SVG', () => save(name() + '.svg', new Blob([svgOf(entry)], { type: 'image/svg+xml' })))];
  }
