  // ---- a launch: who changed, professions and places -------------------------------------------------------------
  // Persons who changed, and their net change.
  const saysWho = ({ kind }) => kind === 'flow' || kind === 'paired';

  function flows() {
    const parent = place('flows'), rowsOfScenario = grouped(data.who_changed, 'scenario');
    if (!data.compared.length) leftOut(parent, t('lacks_policy'));
    const isFirst = firstOf();
    for (const { scenario, has_placebo: beside, replicates } of data.compared) {
      const title = t('about', t('flows'), titleOf(scenario)), rows = rowsOfScenario(scenario);
      const cells = grouped(rows, 'indicator');
      const shown = ({ kind, decimals }, mean, error) => el('td', {},
        (kind === 'flow' ? diff(mean, decimals) : num(mean, decimals)) + (error === null ? '' : ' ±' + num(error, decimals)));
      const head = [t('indicator')];
      for (const { month } of datesOf(scenario))
        for (const who of beside ? ['policy', 'placebo'] : ['policy']) head.push(capital(monthName(month)) + ' – ' + t(who));
      const table = grid({}, t(beside ? 'flows_over' : 'flows_alone', replicates), head.map((text) => heading('col', text)),
        distinct(rows, 'indicator').map((i) => {
          const indicator = data.indicators[i];
          return [heading('row', indicator.kind === 'flow' ? capital(indicator.title) : '– ' + indicator.title,
            indicator.unit), ...cells(i).flatMap((cell) => [shown(indicator, cell.mean, cell.error),
            ...(beside ? [shown(indicator, cell.placebo_mean, cell.placebo_error)] : [])])];
        }));
      const placeboOf = (row) => [t('placebo'), row.placebo_mean, row.placebo_error, row.placebo_q05, row.placebo_q95];
      const make = () => {
        const all = listing(rows, 'id', 'indicator', 'month', 'scenario', 'mean', 'error', 'q05', 'q95');
        all.rows = all.rows.flatMap((row, i) => [row, ...(beside ? [[...row.slice(0, 3), ...placeboOf(rows[i])]] : [])]);
        return all;
      };
      parent.append(el('h3', {}, titleOf(scenario)),
        ...withDownload(title, table, 'flows_' + scenarios[scenario].name, make));
      const { month } = lastOf(scenario);
      const above = t('flows_professions', monthName(month));
      groupTable(parent, 'flows_by_profession_' + scenarios[scenario].name, above, t('profession'),
        ...byProfession(scenario, month, saysWho), above, !isFirst(month));
    }
  }

  // The law as it is, which all policies of a month share, is printed with the first of them.
  function firstOf() {
    const months = new Set();
    return (month) => (months.has(month) ? false : Boolean(months.add(month)));
  }
  const printedOnce = (parent) => parent.append(data.compared.length > 1
    ? el('p', { class: 'note on-paper' }, t('printed_once')) : '');

  function pairCell(cell, measure, again) {
    const isPaired = measure.kind === 'paired'; // against the reference: its value is an effect already
    const td = el('td', { class: 'pair' });
    const levels = (low, high) => '[' + num(low, measure.decimals) + separator + num(high, measure.decimals) + ']';
    if (!isPaired) td.append(el('span', { class: again ? 'small again' : 'small' },
      t('cell_reference', num(cell.reference, measure.decimals)) + ' ', cell.reference === null ? ''
        : el('span', { class: 'range' }, levels(cell.reference_q05, cell.reference_q95))));
    if (!cell.replicates) {
      td.append(el('span', { class: 'strong' }, t('cell_missing')));
      return td;
    }
    const mean = isPaired ? num(cell.mean, measure.decimals) : diff(cell.mean, measure.decimals);
    td.append(el('span', { class: 'strong' }, mean + ' '),
      el('span', { class: 'range' }, isPaired ? levels(cell.q05, cell.q95)
        : interval(cell.q05, cell.q95, measure.decimals)));
    return td;
  }
  const ESTIMATE = ['reference', 'reference_q05', 'reference_q95', 'difference', 'error', 'q05', 'q95', 'replicates'];
  // The estimates of cells, each after what `first` says of it.
  const estimates = (columns, cells, first) => {
    const all = listing(cells, ...ESTIMATE);
    return { columns: [...columns, ...all.columns], rows: all.rows.map((row, i) => [...first(i), ...row]) };
  };
  // A table whose cells are coloured by their mean difference. measures: rows of data.indicators or data.measures, rows:
  // [{ title, cells }] with a row of the data for each measure. `name` is that of the CSV file, `label` what says which
  // table it is.
  function groupTable(parent, name, above, first, measures, rows, label = above, again = false) {
    const most = measures.map((m, k) => Math.max(0, ...rows.map((row) => Math.abs(row.cells[k].mean || 0))));
    const table = grid({ 'aria-label': label }, null,
      [heading('col', first), ...measures.map((m) => heading('col', capital(m.title), m.unit))],
      rows.map((row) => [heading('row', row.title), ...row.cells.map((cell, k) => {
        const td = pairCell(cell, measures[k], again);
        if (cell.replicates) heat(td, cell.mean, most[k]);
        return td;
      })]));
    const keys = rows.flatMap((row) => measures.map((m) => [row.title, m.id, m.title]));
    const make = () => estimates([first, 'id', t('indicator')], rows.flatMap((row) => row.cells), (i) => keys[i]);
    if (above) parent.append(el('h4', {}, above));
    parent.append(...withDownload(label, table, name, make));
  }
  // A table for each scenario and date: the last date open, the others behind a summary. make(scenario, month) gives the
  // measures and the rows of groupTable.
  function byDate(parent, name, first, make) {
    if (!data.compared.length) leftOut(parent, t('lacks_policy'));
    const isFirst = firstOf();
    printedOnce(parent);
    for (const { scenario } of data.compared) {
      parent.append(el('h3', {}, titleOf(scenario)));
      const dates = datesOf(scenario);
      for (let d = dates.length - 1; d >= 0; d--) {
        const date = dates[d], above = capital(dateTitle(date)), label = above + ' – ' + titleOf(scenario);
        const isOpen = d === dates.length - 1;
        const into = isOpen ? parent : el('details', {}, el('summary', { 'aria-label': label }, above));
        groupTable(into, name + '_' + scenarios[scenario].name + '_' + monthCode(date.month), isOpen ? above : '', first,
          ...make(scenario, date.month), label, isOpen && !isFirst(date.month));
        if (!isOpen) parent.append(into);
      }
    }
  }

  const professionCells = grouped(data.by_profession, 'scenario', 'month', 'profession');
  function byProfession(scenario, month, wanted) {
    const isWanted = (row) => wanted(data.indicators[row.indicator]);
    const rows = data.professions.map(({ title }, p) =>
      ({ title: capital(title), cells: professionCells(scenario, month, p).filter(isWanted) }));
    return [rows[0].cells.map((row) => data.indicators[row.indicator]), rows];
  }
  function professions() {
    byDate(place('professions'), 'professions', t('profession'), (scenario, month) =>
      byProfession(scenario, month, (indicator) => !saysWho(indicator)));
  }

  const placeTitle = (one) => capital(one.title) +
    ' (' + t(one.territories === 1 ? 'one_territory' : 'count_of_territories', num(one.territories, 0)) + ')';
  function places() {
    const cells = grouped(data.by_place, 'scenario', 'month', 'place');
    byDate(place('places'), 'places', t('place'), (scenario, month) =>
      [data.measures, data.places.map((where, i) => ({ title: placeTitle(where), cells: cells(scenario, month, i) }))]);
  }

  function territoryTable(scenario, again) {
    const cells = grouped(data.by_territory.filter((row) => row.scenario === scenario), 'territory');
    const measures = cells(0).map((cell) => data.measures[cell.indicator]);
    const columns = [
      { title: t('territory'), value: (row) => row.name, text: true },
      ...(data.territories.some((row) => row.department)
        ? [{ title: capital(t('department')), value: (row) => row.department, text: true }] : []),
      { title: t('inhabitants'), value: (row) => row.inhabitants },
      { title: t('size'), value: (row) => row.size },
      { title: t('milieu_title'), value: (row) => row.milieu_title, text: true },
      { title: t('zone_title'), value: (row) => row.zone_title, text: true },
      ...measures.map((measure, k) => ({ title: capital(measure.title), unit: measure.unit, measure, k,
        value: (row, i) => cells(i)[k].mean })),
    ];
    const title = t('territories') + ' – ' + titleOf(scenario);
    const body = el('tbody', {});
    const heads = columns.map((column, c) => {
      const button = el('button', { type: 'button', 'aria-label': t('sort_by', column.title) }, column.title);
      button.addEventListener('click', () => sort(c));
      const th = heading('col', button, column.unit);
      if (again && c > 0 && !column.measure) th.className = 'again';
      button.after(el('span', { class: 'on-paper', 'aria-hidden': 'true' }, column.title)); // no button comes again there
      return th;
    });
    const rows = data.territories.map((row, i) => ({
      value: (column) => column.value(row, i),
      element: el('tr', {}, ...columns.map((column, c) => (column.measure ? pairCell(cells(i)[column.k], column.measure, again)
        : el(c === 0 ? 'th' : 'td', c === 0 ? { scope: 'row' }
          : { class: (column.text ? 'text' : '') + (again ? ' again' : '') || null },
          column.text ? String(column.value(row)) : num(column.value(row), 0))))),
    }));
    function sort(c) {
      const up = heads[c].getAttribute('aria-sort') === 'descending' || columns[c].text &&
        heads[c].getAttribute('aria-sort') !== 'ascending';
      heads.forEach((th) => th.removeAttribute('aria-sort'));
      heads[c].setAttribute('aria-sort', up ? 'ascending' : 'descending');
      rows.sort((a, b) => {
        const x = a.value(columns[c]), y = b.value(columns[c]);
        if (x === null || y === null) return (x === null) - (y === null);
        const order = columns[c].text ? String(x).localeCompare(String(y), locale) : x - y;
        return up ? order : -order;
      });
      body.append(...rows.map((one) => one.element));
    }
    body.append(...rows.map((one) => one.element));
    const table = el('table', { 'aria-label': title, class: again ? 'wide listed' : 'wide' },
      el('thead', {}, el('tr', {}, ...heads)), body);
    const keys = data.territories.flatMap((row) => measures.map((m) =>
      [row.id, row.name, row.inhabitants, row.size, row.milieu, row.zone, m.id]));
    const make = () => estimates(['id', t('territory'), t('inhabitants'), t('size'), t('milieu_title'), t('zone_title'),
      t('indicator')], data.territories.flatMap((row, i) => cells(i)), (i) => keys[i]);
    // Rows that hold every word; sorting moves them, hidden or not.
    const sought = data.territories.map((row, i) => ({ element: rows[i].element,
      text: plain([row.name, row.id, row.department, row.department_title, row.region].join(' ')) }));
    const find = (words) => sought.forEach(({ element, text }) => {
      element.hidden = !words.every((word) => text.includes(word));
    });
    return { find, elements: [el('h3', {}, titleOf(scenario)), ...withDownload(title, table,
      'territories_' + scenarios[scenario].name, make, rows.length > facts.multiples)] };
  }

  // Letters without accents, in lower case.
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  // One field for the tables of all scenarios. What it found stays on paper, where the field does not.
  function finder(all, tables) {
    const field = el('input', { type: 'search', id: fresh('find'), autocomplete: 'off' });
    const found = el('p', { role: 'status', class: 'note' });
    const show = () => {
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      tables.forEach(({ find }) => find(words));
      const left = document.querySelectorAll('#territories table.wide tbody tr:not([hidden])').length / tables.length;
      found.textContent = words.length ? t('found', num(left, 0), num(all.length, 0), field.value.trim()) : '';
    };
    field.addEventListener('input', show);
    return [el('p', { class: 'no-print' }, el('label', { for: field.id }, t('find_territory') + ' ', field)), found];
  }

  function territories() {
    const parent = place('territories'), all = data.territories;
    if (!data.by_territory.length) {
      leftOut(parent, t('lacks_policy'));
      return;
    }
    const isFirst = firstOf();
    const tables = data.compared.map(({ scenario }) => territoryTable(scenario, !isFirst(lastOf(scenario).month)));
    printedOnce(parent);
    parent.append(...finder(all, tables), ...tables.flatMap(({ elements }) => elements));
    if (all.length > facts.multiples) {
      leftOut(parent, t('lacks_multiples', facts.multiples));
      return;
    }
    const multiples = el('div', { class: 'multiples' });
    parent.append(el('h3', {}, t('multiples_title')), multiples);
    const years = grouped(data.territory_years, 'territory');
    const last = lastMonth - (lastMonth + 1) % 12; // December
    all.forEach((territory, i) => {
      const series = seriesOf(years(i));
      bandFigure(multiples, {
        id: null, title: territory.name, decimals: 1, series, legend: false,
        text: () => shownSeries(series).map((one) => t('text_multiple', titleOf(one.scenario),
          [num(atMonth(one.rows, last).q50, 1), '[' + num(atMonth(one.rows, last).q05, 1) + separator +
            num(atMonth(one.rows, last).q95, 1) + ']'].join(' '), monthName(last)) + '.'),
      });
    });
    parent.append(dataTools('territory_years', t('multiples_title'), () =>
      listing(data.territory_years, 'territory', 'year', 'scenario', 'q50', 'low', 'high'), 2));
  }

