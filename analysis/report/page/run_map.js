
  // ---- a launch: departments on a grid of squares ----------------------------------------------------------------
  const svg = (tag, attributes, ...children) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  // Steps of the colour: a third of the largest difference each; an interval that holds zero has none.
  function tileClass(cell, most) {
    if (!cell.replicates || cell.mean === null) return 'm-none';
    if (cell.q05 <= 0 && cell.q95 >= 0) return 'm-open';
    const step = Math.min(3, Math.max(1, Math.ceil(3 * Math.abs(cell.mean) / most)));
    return (cell.mean > 0 ? 'm-up' : 'm-down') + step;
  }
  // Of levels: thirds between the lowest and the highest.
  const levelClass = (value, low, high) => (value === null ? 'm-none'
    : 'm-level' + Math.min(3, 1 + Math.floor(3 * (value - low) / Math.max(1e-9, high - low))));
  // What a map may show of a place: a difference, or the level of one side of it.
  const SHOWN = [{ title: 'map_effect', mean: 'mean', low: 'q05', high: 'q95' },
    { title: 'map_without', mean: 'reference', low: 'reference_q05', high: 'reference_q95' },
    { title: 'map_with', mean: 'level', low: 'level_q05', high: 'level_q95' }];

  function map() {
    const parent = place('map'), cells = grouped(data.by_place, 'scenario', 'month', 'place');
    const where = data.places.map((one, i) => ({ ...one, i })).filter((one) => one.kind === 'department');
    const known = grouped(data.tiles, 'code');
    if (!where.length || !data.compared.length) {
      leftOut(parent, t(where.length ? 'lacks_policy' : 'lacks_departments'));
      return;
    }
    const chosen = { scenario: data.compared[0].scenario, measure: 0, shown: 0 };
    const picture = el('div', {}), choice = el('fieldset', {}, el('legend', {}, t('choose')));
    const options = (label, texts, act) => {
      const list = el('select', { id: fresh('map') }, ...texts.map((text, i) => el('option', { value: i }, text)));
      list.addEventListener('change', () => { act(Number(list.value)); show(); });
      choice.append(el('label', { for: list.id }, label + ' ', list));
      return list;
    };
    const dates = () => datesOf(chosen.scenario);
    options(t('scenario'), data.compared.map(({ scenario }) => titleOf(scenario)),
      (i) => { chosen.scenario = data.compared[i].scenario; });
    options(t('indicator'), data.measures.map((one) => capital(one.title)), (i) => { chosen.measure = i; });
    options(t('map_shown'), SHOWN.map(({ title }) => t(title)), (i) => { chosen.shown = i; });
    const when = options(t('date'), [], (i) => { chosen.date = i; });
    chosen.date = dates().length - 1;
    const here = new Set(where.map((one) => one.label)), contour = grouped(data.contours, 'code');
    const hasContours = data.contours.length > 0;
    const tile = ({ row, column }, kind, ...parts) => svg('g', { class: kind,
      transform: 'translate(' + 40 * column + ' ' + 40 * row + ')' }, svg('rect', { width: 38, height: 38, rx: 2 }), ...parts);
    const code = (text, y) => svg('text', { x: 19, y, 'text-anchor': 'middle', class: 'code' }, text);
    function show() {
      chosen.date = Math.min(chosen.date, dates().length - 1);
      when.replaceChildren(...dates().map((date, i) => el('option', { value: i }, dateTitle(date))));
      when.value = chosen.date;
      const { month } = dates()[chosen.date], measure = data.measures[chosen.measure];
      const what = SHOWN[chosen.shown], isEffect = chosen.shown === 0, write = isEffect ? diff : num;
      const rows = where.map((one) => ({ one, tile: known(one.label)[0],
        shape: contour(one.label)[0], cell: cells(chosen.scenario, month, one.i)[chosen.measure] }))
        .filter((row) => (hasContours || row.tile) && row.cell);
      const values = rows.map(({ cell }) => cell[what.mean]).filter((value) => value !== null);
      const [low, high] = values.length ? [Math.min(...values), Math.max(...values)] : [null, null];
      const most = Math.max(1e-9, ...values.map(Math.abs));
      const classOf = (cell) => (isEffect ? tileClass(cell, most) : levelClass(cell[what.mean], low, high));
      const title = t('map_title', measure.title, t(what.title), titleOf(chosen.scenario), monthName(month));
      const up = rows.filter(({ cell }) => cell.q05 > 0).length, down = rows.filter(({ cell }) => cell.q95 < 0).length;
      const range = (cell) => (isEffect ? interval(cell.q05, cell.q95, measure.decimals)
        : '[' + num(cell[what.low], measure.decimals) + separator + num(cell[what.high], measure.decimals) + ']');
      const said = isEffect ? t('map_text', rows.length, up, down, rows.length - up - down)
        : t('map_levels', rows.length, num(low, measure.decimals), num(high, measure.decimals));
      const drawing = svg('svg', { class: 'tiles', viewBox: '-1 -1 442 522', role: 'img', 'aria-label': title + '. ' + said },
        ...(hasContours ? [] : data.tiles.filter((one) => !here.has(one.code)).map((one) => tile(one, 'm-absent', code(one.code, 23)))),
        ...rows.filter(({ shape }) => shape || !hasContours).map(({ one, tile: at, shape, cell }) => {
          const kind = classOf(cell);
          const hint = svg('title', {}, one.title + ' ' + write(cell[what.mean], measure.decimals) + ' ' + range(cell));
          return hasContours ? svg('g', { class: kind }, svg('path', { d: shape.path }), hint)
            : tile(at, kind, code(one.label, 15), svg('text', { x: 19, y: 30, 'text-anchor': 'middle' },
              kind === 'm-open' ? '?' : write(cell[what.mean], measure.decimals > 1 ? 1 : measure.decimals)), hint);
        }));
      const key = (kind, text) => el('span', {}, svg('svg', { class: 'tiles key', viewBox: '0 0 14 14', 'aria-hidden': 'true' },
        svg('g', { class: kind }, svg('rect', { x: 1, y: 1, width: 12, height: 12 }))), text);
      const keys = isEffect ? [key('m-down3', t('map_lower')), key('m-open', t('map_open')), key('m-up3', t('map_higher'))]
        : [key('m-level1', t('map_low')), key('m-level3', t('map_high'))];
      const lacking = hasContours ? rows.filter(({ shape }) => !shape).map(({ one }) => one.title) : [];
      if (!hasContours && here.size < data.tiles.length) keys.push(key('m-absent', t('map_absent')));
      const columns = [t('department'), t(what.title), '5 %', '95 %', t('replicates')];
      const table = { columns, rows: rows.map(({ one, cell }) =>
        [one.title, cell[what.mean], cell[what.low], cell[what.high], cell.replicates]) };
      // Beside the squares, which have no room for them, the intervals.
      const list = grid({}, null, [capital(t('department')), capital(measure.title), '5 – 95 %'].map((text, i) =>
        heading('col', text, i === 1 ? measure.unit : undefined)), rows.map(({ one, cell }) => [heading('row', one.title),
        el('td', {}, write(cell[what.mean], measure.decimals)), el('td', {}, range(cell))]));
      picture.replaceChildren(el('figure', {}, el('figcaption', {}, capital(title), el('span', { class: 'unit' }, measure.unit)),
        el('div', { class: 'tilemap' }, el('div', {}, drawing, el('p', { class: 'lg' }, ...keys),
          el('p', { class: 'alternative' }, said + (lacking.length ? ' ' + t('map_lacking', lacking.join(', ')) : ''))), scroller(title, list, true)),
        tools(downloadButton('map_' + scenarios[chosen.scenario].name + '_' + measure.id, title, () => table))));
    }
    parent.append(choice, picture);
    show();
  }
