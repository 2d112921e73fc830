  // ---- a launch: scenarios over time -----------------------------------------------------------------------------
  // What each chart is made of, in /observations of the result file.
  const OBSERVABLES = {
    active: 'active, board, eligible',
    hours: 'hours_paid, hours_unpaid',
    nominal: 'attached, passive, active, board, on_leave, eligible',
    chosen: 'passive, active, board, on_leave, eligible',
    cohort_chosen: 'cohort_chosen, cohort_present',
    would_stay: 'would_stay, members_year',
    free_riders: 'free_riders, members_year',
    nominal_only: 'nominal_only, members_year',
    care_displaced: 'care_hours_displaced',
    public_cost: 'public_cost',
    severe_board: 'severe_board, board',
    dormant: 'cpts_dormant, cpts_signed',
    cost_per_hour: 'public_cost, hours_paid, hours_unpaid',
  };

  function answer() {
    const parent = place('answer');
    const answered = drawn.filter((i) => data.answers[i].length);
    if (!answered.length) leftOut(parent, t('lacks_policy'));
    for (const i of answered)
      parent.append(el('h3', {}, titleOf(i)),
        el('ol', { class: 'answers' }, ...data.answers[i].map((sentence) => el('li', {}, sentence))),
        ...[['*', 'reserve_sign'], ['†', 'reserve_assumption']]
          .filter(([mark]) => data.answers[i].some((sentence) => sentence.includes(mark)))
          .map(([, key]) => el('p', { class: 'note' }, t(key))));
    data.cautions.forEach((caution) => parent.append(el('p', { class: 'caution' }, caution)));
  }

  const dateTitle = (date) => t(date.years === 1 ? 'date_years_one' : 'date_years', monthName(date.month), date.years);
  const markOf = (cell) => (cell.driven ? '†' : '');
  const starOf = (cell) => (/^assumed/.test(cell.call) ? '*' : '');

  function effectCell(cell, decimals) {
    const e = names(cell.effect);
    const small = (text) => el('span', { class: 'small' }, text);
    const reference = small(t('cell_reference', num(cell.reference, decimals)));
    if (!e.n) return el('td', {}, reference, el('span', { class: 'strong' }, t('cell_missing')));
    if (e.tied === e.n) return el('td', {}, reference, el('span', { class: 'strong' }, t('cell_identical')));
    const error = e.error === null ? '' : ' ±' + num(e.error, decimals);
    const before = data.identity.parameters === 'posterior' && cell.before;
    const key = { posterior: 'cell_after', prior: 'cell_before', defaults: 'cell_counts' }[data.identity.parameters];
    return el('td', {}, reference, el('span', { class: 'strong' }, diff(e.mean, decimals) + error),
      el('span', {}, interval(e.low, e.high, decimals) + markOf(cell)),
      before ? small(t('cell_before', chance(cell.before) + starOf(cell))) : null,
      small(t(key, chance(cell.effect) + (before ? '' : starOf(cell)))));
  }

  function effectsTable(effects) {
    const head = el('tr', {}, el('th', { scope: 'col' }, t('indicator')),
      ...data.dates.map((date) => el('th', { scope: 'col' }, capital(dateTitle(date)))));
    const body = effects.rows.map((row) => el('tr', {},
      el('th', { scope: 'row' }, capital(row.title), el('span', { class: 'unit' }, row.unit)),
      ...row.cells.map((cell) => effectCell(cell, row.decimals))));
    const title = t('effects_of', titleOf(effects.scenario));
    return el('table', { 'aria-label': title }, el('thead', {}, head), el('tbody', {}, ...body));
  }

  function effectsData(effects) {
    const rows = [];
    const share = (e) => (e && e[4] ? e[5] / e[4] : null);
    for (const row of effects.rows)
      row.cells.forEach((cell, i) => {
        const e = names(cell.effect);
        rows.push([row.id, row.title, row.unit, monthCode(data.dates[i].month), cell.reference, e.mean, e.error, e.low,
          e.high, e.n, share(cell.effect), share(cell.before), markOf(cell) + starOf(cell)]);
      });
    return { columns: ['id', t('indicator'), '', t('month'), t('reference'), t('difference'), t('error'), t('low'),
      t('high'), t('replicates'), t('probability'), t('probability_before'), t('marks')], rows };
  }

  function effects() {
    const parent = place('effects');
    if (!data.effects.length) leftOut(parent, t('lacks_policy'));
    for (const one of data.effects) {
      const title = t('effects_of', titleOf(one.scenario));
      parent.append(el('h3', {}, titleOf(one.scenario)), scroller(title, effectsTable(one)),
        el('div', { class: 'tools' },
          downloadButton('effects_' + scenarios[one.scenario].name, title, () => effectsData(one))));
    }
  }

  function scenarioChoice(parent) {
    if (drawn.length < 2) return;
    const choice = el('fieldset', {}, el('legend', {}, t('shown_scenarios')));
    for (const i of drawn) {
      const box = el('input', { type: 'checkbox', id: fresh('scenario') });
      box.checked = visible.has(i);
      box.addEventListener('change', () => {
        if (box.checked) visible.add(i);
        else visible.delete(i);
        drawAll();
      });
      choice.append(el('label', { for: box.id }, box, ' ' + titleOf(i)));
    }
    parent.before(choice);
  }

  function fans() {
    const parent = place('fans');
    scenarioChoice(parent);
    for (const fan of data.fans) {
      if (!hasValues(fan.series)) {
        leftOut(parent, t('about', capital(fan.title), t('lacks_values')));
        continue;
      }
      bandFigure(parent, {
        id: 'fan-' + fan.id, name: fan.id, title: fan.title, unit: fan.unit, decimals: fan.decimals, series: fan.series,
        months: everyMonth, text: () => fanText(fan.series, Math.min(fan.decimals, 1)),
        table: () => fanTable(fan.series),
      });
    }
  }

  // Points of what was observed, and a bar of one standard deviation to each side.
  function observedDatasets(points) {
    const bars = points.flatMap((p) => [{ x: p.month, y: p.value - p.error }, { x: p.month, y: p.value + p.error },
      { x: p.month, y: NaN }]);
    const paint = colour(2);
    return [
      { data: bars, borderColor: paint, borderWidth: 2, pointRadius: 0, spanGaps: false, order: 1 },
      { label: t('observed'), data: points.map((p) => ({ x: p.month, y: p.value })), showLine: false,
        pointRadius: 4, pointStyle: 'circle', borderColor: paint, pointBorderWidth: 2,
        pointBackgroundColor: points.map((p) => (p.keptOut ? css('--ground') : paint)), order: 0 },
    ];
  }

  function history() {
    const parent = place('history');
    if (!data.history.some((one) => one.observed.length))
      parent.before(el('p', { class: 'note' }, t('observed_none')));
    const end = Math.min(data.months, data.start + 18) - 1;
    for (const one of data.history) {
      if (!hasValues(one.series)) {
        leftOut(parent, t('about', capital(one.title), t('lacks_values')));
        continue;
      }
      bandFigure(parent, {
        id: 'history-' + one.id, name: 'history_' + one.id, title: one.title, unit: one.unit, decimals: one.decimals,
        always: true, series: one.series, months: everyMonth.slice(0, end + 1), end,
        more: () => (one.observed.length ? observedDatasets(one.observed) : []),
        text: () => {
          const q = one.series[0].q;
          const simulated = (month) => [num(q[2][month], 1), num(q[0][month], 1), num(q[4][month], 1)];
          const [median, low, high] = simulated(end);
          return [t('text_fan', titleOf(0), median, monthName(end), low, high) + '.', one.observed.map((p) =>
            t('text_observed', monthName(p.month), num(p.value, Number.isInteger(p.value) ? 0 : 1),
              ...simulated(p.month))).join(separator)];
        },
        table: () => {
          const table = fanTable(one.series);
          for (const p of one.observed)
            table.rows.push([monthCode(p.month), t('observed'), p.value, null, null, null, null]);
          return table;
        },
      });
    }
  }

  function flows() {
    const parent = place('flows');
    if (!data.flows.length) leftOut(parent, t('lacks_policy'));
    for (const flow of data.flows) {
      const title = t('about', t('flows'), titleOf(flow.scenario));
      const beside = flow.placebo >= 0;
      const cell = (e, row) => (e === null ? '–'
        : (row.isNet ? diff(e[0], row.decimals) : num(e[0], row.decimals)) +
          (e[1] === null ? '' : ' ±' + num(e[1], row.decimals)));
      const head = [t('indicator')];
      for (const date of data.dates) {
        head.push(capital(monthName(date.month)) + ' – ' + t('policy'));
        if (beside) head.push(capital(monthName(date.month)) + ' – ' + t('placebo'));
      }
      const body = flow.rows.map((row) => el('tr', {},
        el('th', { scope: 'row' }, row.isNet ? capital(row.title) : '– ' + row.title,
          el('span', { class: 'unit' }, row.unit)),
        ...row.cells.flatMap((c) => [el('td', {}, cell(c.policy, row)),
          beside ? el('td', {}, cell(c.placebo, row)) : null].filter(Boolean))));
      const table = el('table', {}, el('caption', {}, t(beside ? 'flows_over' : 'flows_alone', flow.replicates)),
        el('thead', {}, el('tr', {}, ...head.map((text) => el('th', { scope: 'col' }, text)))),
        el('tbody', {}, ...body));
      const make = () => ({
        columns: ['id', t('indicator'), t('month'), t('scenario'), t('mean'), t('error'), t('low'), t('high')],
        rows: flow.rows.flatMap((row) => row.cells.flatMap((c, i) =>
          [[scenarios[flow.scenario].name, c.policy], beside ? [t('placebo'), c.placebo] : null].filter(Boolean)
            .map(([who, e]) => [row.id, row.title, monthCode(data.dates[i].month), who, ...e.slice(0, 4)]))),
      });
      parent.append(el('h3', {}, titleOf(flow.scenario)), scroller(title, table),
        el('div', { class: 'tools' }, downloadButton('flows_' + scenarios[flow.scenario].name, title, make)));
      const own = data.professions.scenarios.find((one) => one.scenario === flow.scenario);
      const last = data.dates.length - 1, kept = measuresWhere((m) => isFlow(m));
      if (own)
        groupTable(parent, 'flows_by_profession_' + scenarios[flow.scenario].name,
          t('flows_professions', monthName(data.dates[last].month)), t('profession'),
          kept.map((k) => data.professions.measures[k]), professionRows(own, last, kept));
    }
  }

  function survival() {
    const parent = place('survival');
    const cohorts = data.survival.filter((cohort) => cohort.series.length);
    if (!cohorts.length) leftOut(parent, t('lacks_spells'));
    for (const cohort of cohorts) {
      const title = t('survival_title', cohort.year);
      figure(parent, {
        id: 'survival-' + cohort.year, name: 'survival_' + cohort.year, title, unit: t('survival_unit'), decimals: 1,
        config: () => {
          const all = options({ scales: {
            x: axis({ type: 'linear', min: 0, ticks: numberTicks() }),
            y: axis({ min: 0, max: 100, ticks: numberTicks() }) } });
          all.plugins.tooltip.callbacks = {
            title: (items) => (items.length ? num(items[0].parsed.x, 1) + ' ' + t('years_since') : ''),
            label: (item) => item.dataset.label + ' ' + num(item.parsed.y, 1) + '\u00a0%',
          };
          const datasets = shownSeries(cohort.series).map((one) => ({
            label: titleOf(one.scenario), stepped: true, borderWidth: 2, pointRadius: 0, fill: false,
            borderColor: colour(one.scenario), borderDash: DASHES[one.scenario % DASHES.length],
            data: [{ x: 0, y: 100 }, ...one.points.map((p) => ({ x: p[0], y: p[1] }))],
          }));
          return { type: 'line', data: { datasets }, options: all };
        },
        text: () => shownSeries(cohort.series).map((one) => {
          const two = one.points[Math.min(3, one.points.length - 1)];
          return t('text_survival', titleOf(one.scenario), num(two[1], 1), num(two[0], two[0] % 1 ? 1 : 0)) + '.';
        }),
        table: () => ({
          columns: [t('years_since'), t('scenario'), t('still_member'), t('standard_error'), t('at_risk')],
          rows: cohort.series.flatMap((one) =>
            one.points.map((p) => [p[0], scenarios[one.scenario].name, p[1], p[2], p[3]])),
        }),
      });
    }
  }

  function pairCell(cell, measure) {
    const e = names(cell.effect);
    const td = el('td', {});
    if (!measure.isPaired)
      td.append(el('span', { class: 'small' }, t('cell_reference', num(cell.reference[0], measure.decimals))));
    if (!e.n) {
      td.append(el('span', { class: 'strong' }, t('cell_missing')));
      return td;
    }
    const mean = measure.isPaired ? num(e.mean, measure.decimals) : diff(e.mean, measure.decimals);
    td.append(el('span', { class: 'strong' }, mean),
      el('span', {}, measure.isPaired
        ? '[' + num(e.low, measure.decimals) + separator + num(e.high, measure.decimals) + ']'
        : interval(e.low, e.high, measure.decimals)));
    return td;
  }
  // A table whose cells are coloured by their mean difference. measures: [{ id, title, unit, decimals, isPaired }], rows:
  // [{ title, cells: [{ reference: [mean, ...], effect: [mean, error, low, high, replicates] }] }] with a cell for each
  // measure. `name` is that of the CSV file, `label` what says which table it is.
  function groupTable(parent, name, heading, first, measures, rows, label = heading) {
    const head = el('tr', {}, el('th', { scope: 'col' }, first), ...measures.map((m) =>
      el('th', { scope: 'col' }, capital(m.title), el('span', { class: 'unit' }, m.unit))));
    const most = measures.map((m, k) => Math.max(0, ...rows.map((row) => Math.abs(row.cells[k].effect[0] || 0))));
    const body = rows.map((row) => el('tr', {}, el('th', { scope: 'row' }, row.title), ...row.cells.map((cell, k) => {
      const td = pairCell(cell, measures[k]);
      if (cell.effect[4]) heat(td, cell.effect[0], most[k]);
      return td;
    })));
    const make = () => ({
      columns: [first, 'id', t('indicator'), t('reference'), t('difference'), t('error'), t('low'), t('high'),
        t('replicates')],
      rows: rows.flatMap((row) => row.cells.map((cell, k) =>
        [row.title, measures[k].id, measures[k].title, cell.reference[0], ...cell.effect.slice(0, 5)])),
    });
    if (heading) parent.append(el('h4', {}, heading));
    parent.append(
      scroller(label, el('table', { 'aria-label': label }, el('thead', {}, head), el('tbody', {}, ...body))),
      el('div', { class: 'tools' }, downloadButton(name, label, make)));
  }
  // The last date open, the others behind a summary.
  function byDate(parent, scenario, add) {
    parent.append(el('h3', {}, titleOf(scenario)));
    for (let date = data.dates.length - 1; date >= 0; date--) {
      const heading = capital(dateTitle(data.dates[date])), label = heading + ' – ' + titleOf(scenario);
      if (date === data.dates.length - 1) {
        add(parent, date, heading, label);
        continue;
      }
      const details = el('details', {}, el('summary', { 'aria-label': label }, heading));
      add(details, date, '', label);
      parent.append(details);
    }
  }

  // Persons who changed stand with the flows, the other measures in the section of professions.
  const isFlow = (measure) => ['net_chosen', 'drawn_in', 'driven_out'].includes(measure.id);
  const measuresWhere = (wanted) => data.professions.measures.map((m, k) => (wanted(m) ? k : -1)).filter((k) => k >= 0);
  const professionRows = (one, date, kept) => data.professions.names.map((name, p) =>
    ({ title: capital(t(name)), cells: kept.map((k) => one.cells[date][k][p]) }));

  function professions() {
    const parent = place('professions'), all = data.professions;
    if (!all.scenarios.length) leftOut(parent, t('lacks_policy'));
    const kept = measuresWhere((m) => !isFlow(m));
    for (const one of all.scenarios)
      byDate(parent, one.scenario, (into, date, heading, label) => groupTable(into,
        'professions_' + scenarios[one.scenario].name + '_' + monthCode(data.dates[date].month), heading,
        t('profession'), kept.map((k) => all.measures[k]), professionRows(one, date, kept), label));
  }

  const placeTitle = (one) => capital(t(one.kind, one.kind === 'size_class' ? one.label : t(one.label))) +
    ' (' + t(one.territories === 1 ? 'one_territory' : 'count_of_territories', num(one.territories, 0)) + ')';
  function places() {
    const parent = place('places'), all = data.places;
    if (!all.scenarios.length) leftOut(parent, t('lacks_policy'));
    for (const one of all.scenarios)
      byDate(parent, one.scenario, (into, date, heading, label) => groupTable(into,
        'places_' + scenarios[one.scenario].name + '_' + monthCode(data.dates[date].month), heading, t('place'),
        all.measures, all.places.map((where, i) => ({ title: placeTitle(where), cells: one.cells[date][i] })), label));
  }

  function territoryTable(policyRow, scenario) {
    const measures = data.territories.measures.map((id) => data.places.measures.find((m) => m.id === id));
    const columns = [
      { title: t('territory'), value: (row) => row.name, text: true },
      { title: t('inhabitants'), value: (row) => row.inhabitants },
      { title: t('size'), value: (row) => row.size },
      { title: t('milieu_title'), value: (row) => t(row.milieu), text: true },
      { title: t('zone_title'), value: (row) => (row.zone === 'other' ? t('other') : row.zone), text: true },
      ...measures.map((m, k) => ({ title: capital(m.title), unit: m.unit, measure: m,
        value: (row) => row.effects[policyRow][k][0], k })),
    ];
    const title = t('territories') + ' – ' + titleOf(scenario);
    const body = el('tbody', {});
    const heads = columns.map((column, c) => {
      const button = el('button', { type: 'button', 'aria-label': t('sort_by', column.title) }, column.title);
      const th = el('th', { scope: 'col' }, button, column.unit ? el('span', { class: 'unit' }, column.unit) : null);
      button.addEventListener('click', () => sort(c));
      return th;
    });
    const rows = data.territories.rows.map((row) => ({
      row,
      element: el('tr', {}, ...columns.map((column, c) => {
        if (column.measure)
          return pairCell({ reference: [row.reference[column.k]], effect: row.effects[policyRow][column.k] },
            column.measure);
        return el(c === 0 ? 'th' : 'td', c === 0 ? { scope: 'row' } : { class: column.text ? 'text' : null },
          column.text ? String(column.value(row)) : num(column.value(row), 0));
      })),
    }));
    function sort(c) {
      const up = heads[c].getAttribute('aria-sort') === 'descending' || columns[c].text &&
        heads[c].getAttribute('aria-sort') !== 'ascending';
      heads.forEach((th) => th.removeAttribute('aria-sort'));
      heads[c].setAttribute('aria-sort', up ? 'ascending' : 'descending');
      rows.sort((a, b) => {
        const x = columns[c].value(a.row), y = columns[c].value(b.row);
        if (x === null || y === null) return (x === null) - (y === null);
        const order = columns[c].text ? String(x).localeCompare(String(y), locale) : x - y;
        return up ? order : -order;
      });
      body.append(...rows.map((one) => one.element));
    }
    body.append(...rows.map((one) => one.element));
    const table = el('table', { 'aria-label': title, class: 'wide' }, el('thead', {}, el('tr', {}, ...heads)), body);
    const make = () => ({
      columns: ['id', t('territory'), t('inhabitants'), t('size'), t('milieu_title'), t('zone_title'), t('indicator'),
        t('reference'), t('difference'), t('error'), t('low'), t('high'), t('replicates')],
      rows: data.territories.rows.flatMap((row) => measures.map((m, k) => [row.id, row.name, row.inhabitants, row.size,
        row.milieu, row.zone, m.id, row.reference[k], ...row.effects[policyRow][k].slice(0, 5)])),
    });
    return [el('h3', {}, titleOf(scenario)), scroller(title, table, rows.length > 24),
      el('div', { class: 'tools' }, downloadButton('territories_' + scenarios[scenario].name, title, make))];
  }

  function territories() {
    const parent = place('territories'), all = data.territories;
    if (!data.places.scenarios.length || !all.rows.length) {
      leftOut(parent, t('lacks_policy'));
      return;
    }
    data.places.scenarios.forEach((one, i) => parent.append(...territoryTable(i, one.scenario)));
    if (!all.rows[0].years.length) {
      leftOut(parent, t('lacks_multiples', 24));
      return;
    }
    const multiples = el('div', { class: 'multiples' });
    parent.append(el('h3', {}, t('multiples_title')), multiples);
    const yearly = all.rows[0].years[0].q[0].map((_, i) => 12 * i + 11);
    for (const row of all.rows)
      bandFigure(multiples, {
        id: null, title: row.name, decimals: 1, series: row.years, months: yearly, legend: false,
        text: () => shownSeries(row.years).map((one) => t('text_multiple', titleOf(one.scenario),
          num(one.q[2][yearly.length - 1], 1), monthName(yearly[yearly.length - 1])) + '.'),
      });
    parent.append(dataTools('territory_years', t('multiples_title'), () => ({
      columns: [t('territory'), t('year'), t('scenario'), t('median'), '5 %', '95 %'],
      rows: all.rows.flatMap((row) => row.years.flatMap((r) => yearly.map((month, i) => [row.name,
        String(data.firstYear + Math.floor(month / 12)), scenarios[r.scenario].name, r.q[2][i], r.q[0][i],
        r.q[4][i]]))),
    }), 2));
  }

  function distribution() {
    const parent = place('distribution');
    if (!data.distribution.length) leftOut(parent, t('lacks_replicates'));
    for (const one of data.distribution) {
      const centres = one.edges.slice(1).map((edge, i) => (edge + one.edges[i]) / 2);
      const decimals = one.edges[1] - one.edges[0] < 0.5 ? 2 : 1;
      const sum = (list) => list.reduce((a, b) => a + b, 0);
      barFigure(parent, {
        id: 'distribution-' + one.id, name: 'distribution_' + one.id, title: one.title,
        unit: t('distribution_unit', one.unit), decimals, dense: true,
        labels: centres.map((x) => diff(x, decimals)),
        series: () => shownSeries(one.series).map((s) => ({ label: titleOf(s.scenario), values: s.counts,
          paint: colour(s.scenario), alpha: 0.75 })),
        text: () => shownSeries(one.series).map((s) => {
          const effect = data.effects.find((e) => e.scenario === s.scenario).rows.find((row) => row.id === one.id);
          const e = names(effect.cells[effect.cells.length - 1].effect);
          const top = s.counts.indexOf(Math.max(...s.counts));
          return t('text_distribution', titleOf(s.scenario), e.positive, sum(s.counts), diff(centres[top], decimals)) +
            '.';
        }),
        table: () => ({
          columns: [t('from'), t('to'), t('scenario'), t('replicates')],
          rows: one.series.flatMap((s) => s.counts.map((count, i) =>
            [one.edges[i], one.edges[i + 1], scenarios[s.scenario].name, count])),
        }),
      });
    }
  }

  function split() {
    const parent = place('split'), factors = data.split.factors;
    let shown = 0;
    for (const one of data.split.scenarios) {
      if (!one.dates.some((parts) => parts[0][4])) continue;
      shown++;
      barFigure(parent, {
        id: 'split-' + one.scenario, name: 'split_' + scenarios[one.scenario].name,
        title: t('split_title', titleOf(one.scenario)), unit: t('split_unit'), decimals: 1, horizontal: true, marks: [0],
        labels: factors.map((f) => t('factor_' + f).replace(/ \(.*/, '')),
        series: () => one.dates.map((parts, d) => ({ label: monthName(data.dates[d].month),
          values: parts.map((part) => part[0]), paint: colour(d + 1), alpha: 0.35 + 0.25 * d })),
        text: () => {
          const last = one.dates[one.dates.length - 1];
          return [capital(monthName(data.dates[data.dates.length - 1].month)) + ' – ' + factors.map((f, i) =>
            t('text_split', t('factor_' + f), diff(last[i][0], 1), diff(last[i][2], 1), diff(last[i][3], 1)))
            .join(separator) + '.'];
        },
        table: () => ({
          columns: [t('month'), t('part'), t('mean'), t('error'), t('low'), t('high'), t('replicates')],
          rows: one.dates.flatMap((parts, d) => parts.map((part, i) =>
            [monthCode(data.dates[d].month), t('factor_' + factors[i]), ...part.slice(0, 5)])),
        }),
      });
    }
    if (!shown) leftOut(parent, data.split.scenarios.length ? t('lacks_values') : t('lacks_policy'));
  }

  function drivers() {
    const parent = place('drivers');
    if (!data.drivers.length) leftOut(parent, t('lacks_draws'));
    for (const one of data.drivers) {
      const outstanding = one.rows.filter((row) => Math.abs(row.correlation) > one.threshold);
      barFigure(parent, {
        id: 'drivers-' + one.scenario + '-' + one.id, name: 'drivers_' + scenarios[one.scenario].name + '_' + one.id,
        title: t('drivers_title', one.title, titleOf(one.scenario)),
        unit: t('drivers_unit', one.candidates, num(one.threshold, 2)), decimals: 2, horizontal: true, legend: false,
        marks: [-one.threshold, one.threshold], range: [-1, 1], labels: one.rows.map((row) => row.path),
        series: () => [{ label: t('correlation'), values: one.rows.map((row) => row.correlation), paint: colour(1),
          alpha: 0.7 }],
        text: () => (outstanding.length ? outstanding.map((row) =>
          t('text_driver', row.path, row.meaning, diff(row.correlation, 2)) + '.') : t('none_stands_out')),
        table: () => ({
          columns: [t('parameter'), t('meaning'), t('correlation'), t('stands_out'), t('source')],
          rows: one.rows.map((row) => [row.path, row.meaning, row.correlation,
            t(Math.abs(row.correlation) > one.threshold ? 'yes' : 'no'), row.source]),
        }),
      });
    }
  }

  function sources() {
    const parent = place('sources');
    const rows = data.fans.map((fan) => [capital(fan.title), '/observations: ' + OBSERVABLES[fan.id]]);
    data.history.forEach((one) => rows.push([capital(one.title), '/observations: ' + one.id]));
    rows.push([t('flows'), '/effects: drawn_in, driven_out, drawn_in_active, driven_out_active, deadweight']);
    rows.push([t('survival'), '/observations: spell_exits, spell_censored']);
    rows.push([t('professions'), '/observations, /effects [profession]']);
    rows.push([t('places') + ', ' + t('territories'), '/observations: territory_*']);
    rows.push([t('drivers'), '/provenance: points']);
    rows.push([t('probability_before'), data.identity.parameters === 'posterior' ? '/prior' : '/observations']);
    parent.append(scroller(t('sources'), plainTable(t('sources'),
      { columns: [t('figure'), t('file_group')], rows }, 0)));
    const seen = data.history.flatMap((one) => one.observed.map((p) =>
      [monthCode(p.month), one.title, p.value, t(p.keptOut ? 'yes' : 'no'), p.source]));
    if (!seen.length) return;
    const table = { columns: [t('month'), t('figure'), t('value'), t('kept_out'), t('source')], rows: seen };
    parent.append(el('h3', {}, t('observed_title')),
      scroller(t('observed_title'), plainTable(t('observed_title'), table, 1), true),
      el('div', { class: 'tools' }, downloadButton('observed', t('observed_title'), () => table)));
  }

  const from = data.identity;
  start(t('subtitle', titleOf(0), from.population, num(from.territories, 0), num(from.inhabitants, 0),
    num(from.replicates, 0)), [asked, answer, effects, fans, history, flows, survival, professions, places, territories,
    distribution, split, drivers, sources, identity]);
