
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
    if (cell.q05 < 0 && cell.q95 > 0) return 'm-open';
    const step = Math.min(3, Math.max(1, Math.ceil(3 * Math.abs(cell.mean) / most)));
    return cell.mean === 0 ? 'm-none' : (cell.mean > 0 ? 'm-up' : 'm-down') + step;
  }

  function map() {
    const parent = place('map'), cells = grouped(data.by_place, 'scenario', 'month', 'place');
    const where = data.places.map((one, i) => ({ ...one, i })).filter((one) => one.kind === 'department');
    const known = grouped(data.tiles, 'code');
    if (!where.length || !data.compared.length) {
      leftOut(parent, t(where.length ? 'lacks_policy' : 'lacks_departments'));
      return;
    }
    const chosen = { scenario: data.compared[0].scenario, measure: 0, month: null };
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
    options(t('date'), ['1', '5', '10'].map((years) => t('years_of_policy', years)), (i) => { chosen.date = i; });
    chosen.date = Math.min(2, dates().length - 1);
    choice.lastChild.lastChild.value = chosen.date;
    function show() {
      const { month } = dates()[Math.min(chosen.date, dates().length - 1)], measure = data.measures[chosen.measure];
      const rows = where.map((one) => ({ one, tile: known(one.label)[0],
        cell: cells(chosen.scenario, month, one.i)[chosen.measure] })).filter((row) => row.tile && row.cell);
      const most = Math.max(1e-9, ...rows.map(({ cell }) => Math.abs(cell.mean || 0)));
      const title = t('map_title', measure.title, titleOf(chosen.scenario), monthName(month));
      const up = rows.filter(({ cell }) => cell.q05 > 0).length, down = rows.filter(({ cell }) => cell.q95 < 0).length;
      const said = t('map_text', rows.length, up, down, rows.length - up - down);
      const drawing = svg('svg', { class: 'tiles', viewBox: '0 0 440 520', role: 'img', 'aria-label': title + '. ' + said },
        ...rows.map(({ one, tile, cell }) => svg('g', { class: tileClass(cell, most),
          transform: 'translate(' + 40 * tile.column + ' ' + 40 * tile.row + ')' },
        svg('rect', { width: 38, height: 38, rx: 2 }),
        svg('text', { x: 19, y: 15, 'text-anchor': 'middle', class: 'code' }, one.label),
        svg('text', { x: 19, y: 30, 'text-anchor': 'middle' }, diff(cell.mean, measure.decimals > 1 ? 1 : measure.decimals)),
        svg('title', {}, one.title + ' ' + diff(cell.mean, measure.decimals) + ' ' + interval(cell.q05, cell.q95, measure.decimals)))));
      const table = () => ({ columns: [t('department'), t('reference'), t('difference'), '5 %', '95 %', t('replicates')],
        rows: rows.map(({ one, cell }) => [one.title, cell.reference, cell.mean, cell.q05, cell.q95, cell.replicates]) });
      picture.replaceChildren(el('figure', {}, el('figcaption', {}, capital(title), el('span', { class: 'unit' }, measure.unit)),
        drawing, el('p', { class: 'alternative' }, said + ' ' + t('map_key')),
        dataTools('map_' + scenarios[chosen.scenario].name + '_' + measure.id, title, table, measure.decimals)));
    }
    parent.append(choice, picture);
    show();
  }
