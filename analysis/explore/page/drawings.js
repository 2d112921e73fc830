  // ---- interval plots, table, paths, map --------------------------------------------------------------------------
  // shown: [{ policy, answer, colour }], those with an answer.
  const nameOf = (one) => one.policy.fields.name;
  const colour = (one) => 'c' + one.colour;

  // A scale that holds zero and all rows; one that is over four times wider than all others leaves it.
  function scaleOf(cells, common) {
    const sizes = cells.map((cell) => (cell.low === undefined ? 0 : Math.max(Math.abs(cell.low), Math.abs(cell.high))));
    const beyond = sizes.map((size, i) => !common && size > 4 * Math.max(...sizes.filter((_, j) => j !== i), 0)
      && sizes.length > 1 && sizes.some((other, j) => j !== i && other > 0));
    const inside = cells.filter((cell, i) => !beyond[i] && cell.low !== undefined);
    let low = Math.min(0, ...inside.map((cell) => cell.low)), high = Math.max(0, ...inside.map((cell) => cell.high));
    const width = high - low || 1; // room for the arrow of what is beyond
    if (cells.some((cell, i) => beyond[i] && cell.high > high)) high += 0.3 * width;
    if (cells.some((cell, i) => beyond[i] && cell.low < low)) low -= 0.3 * width;
    const margin = 0.08 * (high - low || 1);
    low -= margin;
    high += margin;
    return { beyond, low, high, x: (value) => 100 * (value - low) / (high - low) };
  }
  // With as many decimals as tell them apart.
  function ticksOf({ low, high }, count) {
    const rough = (high - low) / count, power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 2.5, 5, 10].map((k) => k * power).find((k) => k >= 0.85 * rough), ticks = [];
    const decimals = [0, 1, 2, 3, 4].find((n) => Math.abs(step * 10 ** n - Math.round(step * 10 ** n)) < 1e-6 * step * 10 ** n) ?? 4;
    for (let at = Math.ceil(low / step) * step; at <= high; at += step)
      ticks.push(Math.abs(at) < step / 1e6 ? { at: 0, text: '0' } : { at, text: num(at, decimals, true) });
    return ticks;
  }
  // Which of them are written: every other one where they would touch.
  function roomy(ticks, { x }) {
    const gap = ticks.length > 1 ? x(ticks[1].at) - x(ticks[0].at) : 100, widest = 6.3 * Math.max(0, ...ticks.map(({ text }) => text.length));
    const zero = ticks.findIndex(({ at }) => !at), even = ticks.map((_, i) => (i - zero) % 2 === 0);
    if (gap >= widest) return ticks.map(() => true);
    return even.filter(Boolean).length > 1 ? even : even.map((one) => !one);
  }
  const percent = (x) => x.toFixed(1) + '%';

  function interval(cell, scale, beyond, ticks) {
    const at = (value) => percent(scale.x(value)), line = (name, a, b) => svg('line', { class: name, x1: at(a), x2: at(b), y1: 25, y2: 25 });
    const parts = ticks.map((tick) => svg('line', { class: tick.at ? 'gr' : 'ze', x1: at(tick.at), x2: at(tick.at), y1: tick.at ? 0 : beyond ? 18 : 0, y2: '100%' }));
    if (cell.low !== undefined && beyond) {
      const left = cell.high < -cell.low;
      parts.push(svg('line', { class: 'off', x1: at(0), x2: left ? '3%' : '97%', y1: 25, y2: 25 }),
        svg('svg', { x: left ? '1%' : '99%', y: 25, overflow: 'visible' }, svg('path', { class: 'tip', d: left ? 'M7-4.5L0 0L7 4.5' : 'M-7-4.5L0 0L-7 4.5' })));
      if (cell.shown) parts.push(svg('text', { class: 'tv b', x: left ? '2%' : '99%', y: 15, 'text-anchor': left ? 'start' : 'end' }, cell.shown));
    } else if (cell.low !== undefined) {
      parts.push(line('thin', cell.low, cell.high), line('thick', cell.q25, cell.q75));
      if (cell.shown) {
        const x = scale.x(cell.mean), room = 3.6 * cell.shown.length; // per cent of the panel that half of the text takes
        const anchor = x < room ? 'start' : x > 100 - room ? 'end' : 'middle';
        parts.push(svg('circle', { class: 'dot' + (cell.clear ? ' full' : ''), cx: at(cell.mean), cy: 25, r: 4.6 }),
          svg('text', { class: 'tv' + (cell.clear ? ' b' : ''), x: percent(x), y: 14, 'text-anchor': anchor }, cell.shown));
      }
    }
    return svg('svg', { class: 'iv' + (cell.shown ? '' : ' few'), 'aria-hidden': 'true' }, ...parts);
  }
  const inWords = (cell) => (cell.shown ? cell.shown + ' ' : '') + (cell.range || '') + ', ' + (cell.words || cell.why);

  function drawPlot(shown, selected) {
    const rowClass = (one) => 'pl-r ' + colour(one) + (one.policy.id === selected ? ' cu' : '');
    const names = el('div', { class: 'pl-lab', 'aria-hidden': 'true' }, el('div', { class: 'pl-h' }),
      ...shown.map((one) => el('div', { class: rowClass(one) }, el('i', { class: 'sw' }), el('span', {}, nameOf(one)))), el('div', { class: 'pl-a' }));
    const panels = shown.length ? shown[0].answer.columns.map((column, k) => {
      if (!column.drawn) return null;
      const cells = shown.map((one) => one.answer.cells[k]), scale = scaleOf(cells, $('#common').checked), ticks = ticksOf(scale, 2.6);
      const labels = roomy(ticks, scale);
      const axis = el('div', { class: 'pl-a', 'aria-hidden': 'true' }, ...ticks.map(({ at, text }, i) => {
        const label = el('span', {}, labels[i] ? text : ''), x = scale.x(at);
        label.style.left = percent(x);
        label.style.transform = `translateX(${x < 12 ? 0 : x > 88 ? -100 : -50}%)`; // nothing leaves its panel
        return label;
      }));
      return el('div', { class: 'pw' }, el('table', { class: 'pl' }, el('caption', { class: 'pl-h' }, el('b', {}, column.title), el('span', {}, column.unit)),
        el('tbody', {}, ...shown.map((one, i) => el('tr', { class: rowClass(one) }, el('th', { scope: 'row' }, nameOf(one)),
          el('td', {}, interval(cells[i], scale, scale.beyond[i], ticks), el('span', { class: 'sr' }, inWords(cells[i]))))))), axis);
    }).filter(Boolean) : [];
    $('#plot').replaceChildren(...(shown.length ? [names, ...panels] : []));
  }

  function drawMatrix(shown, selected) {
    const table = $('#matrix');
    if (!shown.length) return table.replaceChildren();
    const head = shown[0].answer;
    const value = (cell, isLevel) => el('td', { class: cell.clear && !isLevel ? 'cl' : '' }, el('span', { class: 'v' },
      ...(isLevel || !cell.shown ? [] : [el('span', { class: 'sr' }, cell.confidence + ' '), el('span', { 'aria-hidden': 'true' }, cell.mark + ' ')]), cell.shown || '–'),
    cell.range ? el('small', { class: 'rn' }, cell.range) : null, isLevel || !(cell.words || cell.why) ? null : el('small', {}, el('span', { 'aria-hidden': 'true' }, cell.arrow && cell.arrow + ' '), cell.words || cell.why));
    table.replaceChildren(el('caption', { class: 'sr' }, t('matrix_title')), el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, t('policy')),
      ...head.columns.map((column) => el('th', { scope: 'col' }, column.title, el('small', {}, column.unit))))),
    el('tbody', {}, ...shown.map((one) => el('tr', { class: one.policy.id === selected ? 'cu' : '' }, el('th', { scope: 'row', class: 'pc ' + colour(one) },
      nameOf(one), el('small', {}, one.answer.date + ' · ' + t('simulations', one.answer.done))), ...one.answer.cells.map((cell) => value(cell, false)))),
    el('tr', {}, el('th', { scope: 'row' }, t('today_row')), ...head.today.map((cell) => value(cell, true)))));
  }

  function drawFan(one, others, room) {
    const list = $('#path'), box = $('#fan');
    if (!one || !one.whole.paths) return box.replaceChildren();
    const chosen = Math.max(0, one.whole.paths.findIndex(({ id }) => id === list.value));
    if (list.length !== one.whole.paths.length)
      list.replaceChildren(...one.whole.paths.map(({ id, title }) => el('option', { value: id }, title)));
    list.selectedIndex = chosen;
    const path = one.whole.paths[chosen], points = path.points;
    const means = others.filter((other) => other !== one && other.whole.paths).map((other) => ({ other, points: other.whole.paths[chosen].points }));
    if (points.length < 2) return box.replaceChildren();
    const width = Math.max(280, room), height = width > 400 ? 330 : 240, left = 50, right = 12, top = 12, bottom = 26;
    const all = [0, ...points.flatMap((p) => [p[1], p[5]]), ...means.flatMap((mean) => mean.points.map((p) => p[3]))];
    const low = Math.min(...all), high = Math.max(...all), span = high - low || 1;
    const first = points[0][0], last = points[points.length - 1][0];
    const x = (year) => left + (width - left - right) * (year - first) / (last - first), y = (value) => top + (height - top - bottom) * (high - value) / span;
    const at = (year, value) => x(year).toFixed(1) + ' ' + y(value).toFixed(1);
    const band = (a, b) => 'M' + points.map((p) => at(p[0], p[b])).join('L') + 'L' + [...points].reverse().map((p) => at(p[0], p[a])).join('L') + 'Z';
    const decimals = Math.max(path.decimals, span < 5 ? 1 : 0), start = one.whole.startMonth / 12 + 2019 - 1, end = points[points.length - 1];
    const said = t('fan_said', path.title, end[0], num(end[3], decimals, true), num(end[1], decimals, true), num(end[5], decimals, true));
    box.replaceChildren(el('p', { class: 'lg' }, nameOf(one) + ', ' + path.unit), svg('svg', { height, role: 'img', 'aria-label': said, class: colour(one), viewBox: `0 0 ${width} ${height}` },
      ...ticksOf({ low, high: low + span }, 4).flatMap(({ at: value, text }) => [svg('line', { class: value ? 'gr' : 'ze', x1: left, x2: width - right, y1: y(value), y2: y(value) }),
        svg('text', { class: 'ta', x: left - 6, y: y(value) + 4, 'text-anchor': 'end' }, text)]),
      svg('path', { class: 'b90', d: band(1, 5) }), svg('path', { class: 'b50', d: band(2, 4) }), ...means.map((mean) => svg('path', { class: 'line thinner ' + colour(mean.other), d: 'M' + mean.points.map((p) => at(p[0], p[3])).join('L') })),
      svg('path', { class: 'line', d: 'M' + points.map((p) => at(p[0], p[3])).join('L') }),
      svg('line', { class: 'begin', x1: x(start), x2: x(start), y1: top, y2: height - bottom }), svg('text', { class: 'ta on', x: x(start) + 5, y: top + 8 }, t('starts') + ' ' + one.whole.start),
      // A point is a December: the year that begins there is written below it.
      ...points.filter((p) => p[0] % 2 === 1 && p !== end).map((p) => svg('text', { class: 'ta', x: x(p[0]), y: height - 8, 'text-anchor': 'middle' }, p[0] + 1))));
  }

  function drawMap(one) {
    const places = one && one.answer.map ? one.answer.map.filter((cell) => cell.mean !== null) : [];
    $('#places').hidden = !places.length;
    if (!places.length) return;
    const most = Math.max(...places.map((cell) => Math.abs(cell.mean))), step = most / 3 || 1;
    $('#map').replaceChildren(...data.tiles.map((tile) => {
      const cell = places.find(({ code }) => code === tile.code);
      const kind = !cell ? 'n' : cell.low <= 0 && cell.high >= 0 ? 'u' : cell.mean > 0 ? 'b' + Math.min(5, 3 + Math.floor(cell.mean / step)) : 'b' + Math.max(0, 2 - Math.floor(-cell.mean / step));
      const said = cell && t('map_cell', tile.name, num(cell.mean, 1, true), num(cell.low, 1, true), num(cell.high, 1, true));
      const square = el('li', { class: kind, title: said || tile.name }, el('span', { 'aria-hidden': 'true' }, tile.code), el('span', { class: 'sr' }, said || ''));
      square.style.gridRow = tile.row + 1;
      square.style.gridColumn = tile.column + 1;
      return square;
    }));
  }
