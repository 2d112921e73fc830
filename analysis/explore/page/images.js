  // ---- drawings as images: what stands in a box, as an SVG of its own, and as PNG by painting that -------------------
  const kPainted = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'paint-order', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor'];
  function painted(node) { // a drawing whose style no longer depends on the page
    const copy = node.cloneNode(false), style = getComputedStyle(node);
    copy.removeAttribute('class');
    for (const name of kPainted) if (style.getPropertyValue(name)) copy.setAttribute(name, style.getPropertyValue(name));
    copy.append(...[...node.childNodes].map((child) => (child.nodeType === 1 ? painted(child) : child.cloneNode())));
    return copy;
  }
  // Words where a line of the page begins: a text that the page breaks is broken at the same places.
  function linesOf(text) {
    const lines = [], range = document.createRange();
    for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const box = range.getBoundingClientRect(), last = lines[lines.length - 1];
      if (last && Math.abs(last.box.top - box.top) < 2) last.words += ' ' + word;
      else if (box.width) lines.push({ box, words: word });
    }
    return lines;
  }
  function imageOf(box, title) {
    const at = box.getBoundingClientRect(), head = 30, parts = [], ground = getComputedStyle(box.closest('section')).backgroundColor;
    const rect = (r, fill) => svg('rect', { x: r.left - at.left, y: r.top - at.top + head, width: r.width, height: r.height, fill });
    const visit = (node) => {
      if (node.nodeType === 3) {
        const style = getComputedStyle(node.parentElement);
        for (const { box: r, words } of linesOf(node))
          parts.push(svg('text', { x: r.left - at.left, y: r.top - at.top + head + 0.78 * r.height, fill: style.color,
            'font-size': style.fontSize, 'font-weight': style.fontWeight, 'font-family': style.fontFamily }, words));
      }
      if (node.nodeType !== 1 || !node.checkVisibility()) return;
      const r = node.getBoundingClientRect(), style = getComputedStyle(node);
      if (style.clipPath !== 'none') return; // for those who listen
      if (node.namespaceURI.endsWith('svg')) {
        const copy = painted(node);
        for (const [name, value] of [['x', r.left - at.left], ['y', r.top - at.top + head], ['width', r.width], ['height', r.height], ['overflow', 'visible']]) copy.setAttribute(name, value);
        return parts.push(copy);
      }
      if (style.backgroundImage !== 'none') parts.push(rect(r, '#ccd1d8')); // hatched on the page
      if (!/, 0\)$|^transparent$/.test(style.backgroundColor)) parts.push(rect(r, style.backgroundColor));
      for (const side of ['Top', 'Bottom', 'Left', 'Right']) {
        const wide = parseFloat(style[`border${side}Width`]), flat = side === 'Top' || side === 'Bottom';
        if (wide) parts.push(rect({ left: side === 'Right' ? r.right - wide : r.left, top: side === 'Bottom' ? r.bottom - wide : r.top, width: flat ? r.width : wide, height: flat ? wide : r.height }, style[`border${side}Color`]));
      }
      node.childNodes.forEach(visit);
    };
    visit(box);
    const width = Math.ceil(box.scrollWidth), height = Math.ceil(at.height + head + 6), ink = getComputedStyle(document.body);
    return svg('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
      svg('rect', { width, height, fill: ground }), svg('text', { x: 4, y: 19, fill: ink.color, 'font-family': ink.fontFamily, 'font-size': 15, 'font-weight': 700 }, title), ...parts);
  }
  async function pngOf(image) {
    const picture = new Image(), canvas = el('canvas', { width: 2 * image.getAttribute('width'), height: 2 * image.getAttribute('height') });
    picture.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(new XMLSerializer().serializeToString(image));
    await picture.decode();
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, 'image/png'));
  }
  for (const tools of $$('.im')) {
    const title = $('h2', tools.closest('section')).textContent, name = title.replace(/[^A-Za-z0-9\u00c0-\u017f]+/g, '_');
    for (const kind of ['PNG', 'SVG']) {
      const button = el('button', { type: 'button', 'aria-label': t('image', kind, title) }, kind);
      button.addEventListener('click', async () => {
        const image = imageOf($('#' + tools.dataset.of), title + (['fan', 'map'].includes(tools.dataset.of) ? ' — ' + selected().fields.name : ''));
        if (kind === 'PNG') download(name + '.png', 'image/png', await pngOf(image));
        else download(name + '.svg', 'image/svg+xml', new XMLSerializer().serializeToString(image));
      });
      tools.append(button);
    }
  }
