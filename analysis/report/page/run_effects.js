  // ---- a launch: effects, and what they are made of --------------------------------------------------------------
  function chance(positive, replicates, tied) {
    if (!replicates) return '–';
    const ties = tied ? ' (=' + tied + ')' : '';
    // All or none of the replicates are no probability of 100 or 0 %.
    const counted = replicates < facts.few || positive === 0 || positive === replicates;
    return (counted ? positive + '/' + replicates : percent(Math.min(0.99, Math.max(0.01, positive / replicates)))) + ties;
  }
  const dateTitle = (date) => t(date.years === 1 ? 'date_years_one' : 'date_years', monthName(date.month), date.years);
  const markOf = (cell) => (cell.assumption_driven ? '†' : '');
  const starOf = (cell) => (cell.sign_assumed ? '*' : '');

  function effectCell(cell, decimals, again) {
    const small = (text) => el('span', { class: 'small' }, text);
    const reference = small(t('cell_reference', num(cell.reference, decimals)));
    if (again) reference.classList.add('again');
    if (!cell.replicates) return el('td', {}, reference, el('span', { class: 'strong' }, t('cell_missing')));
    if (cell.tied === cell.replicates)
      return el('td', {}, reference, el('span', { class: 'strong' }, t('cell_identical')));
    const error = cell.error === null ? '' : ' ±' + num(cell.error, decimals);
    const before = origin.parameters === 'posterior' && cell.prior_replicates !== null;
    const key = { posterior: before ? 'cell_both' : 'cell_after', prior: 'cell_before', defaults: 'cell_counts' };
    const chances = [chance(cell.positive, cell.replicates, cell.tied) + (before ? '' : starOf(cell)),
      before ? chance(cell.prior_positive, cell.prior_replicates, cell.prior_tied) + starOf(cell) : ''];
    return el('td', { class: 'pair' }, reference, el('span', { class: 'strong' }, diff(cell.mean, decimals) + error + ' '),
      el('span', { class: 'range' }, interval(cell.q05, cell.q95, decimals) + markOf(cell)),
      small(t(key[origin.parameters], ...chances)));
  }

  const share = (positive, replicates) => (replicates ? positive / replicates : null);
  Object.assign(FIELDS, {
    probability: [t('probability'), (row) => share(row.positive, row.replicates)],
    probability_before: [t('probability_before'), (row) => share(row.prior_positive, row.prior_replicates)],
    marks: [t('marks'), (row) => markOf(row) + starOf(row)],
  });

  function effects() {
    const parent = place('effects'), rowsOfScenario = grouped(data.effects, 'scenario');
    parent.before(el('p', {}, t('effects_marks', percent(facts.contraction))));
    if (!data.compared.length) leftOut(parent, t('lacks_policy'));
    const isFirst = firstOf();
    printedOnce(parent);
    for (const { scenario } of data.compared) {
      const again = datesOf(scenario).map(({ month }) => !isFirst(month));
      const title = t('effects_of', titleOf(scenario)), rows = rowsOfScenario(scenario), cells = grouped(rows, 'indicator');
      const table = grid({ 'aria-label': title }, null,
        [heading('col', t('indicator')), ...datesOf(scenario).map((date) => heading('col', capital(dateTitle(date))))],
        distinct(rows, 'indicator').map((i) => {
          const indicator = data.indicators[i];
          return [heading('row', capital(indicator.title), indicator.unit),
            ...cells(i).map((cell, d) => effectCell(cell, indicator.decimals, again[d]))];
        }));
      parent.append(el('h3', {}, titleOf(scenario)), ...withDownload(title, table, 'effects_' + scenarios[scenario].name,
        () => listing(rows, 'id', 'indicator', 'unit', 'month', 'reference', 'difference', 'error', 'q05', 'q95',
          'replicates', 'probability', 'probability_before', 'marks')));
    }
  }

  function distribution() {
    const parent = place('distribution'), bins = grouped(data.distribution, 'indicator');
    const effect = grouped(data.effects, 'scenario', 'indicator');
    if (!data.distribution.length) leftOut(parent, t('lacks_replicates'));
    for (const i of distinct(data.distribution, 'indicator')) {
      const { id, title, unit } = data.indicators[i], series = seriesOf(bins(i)).filter((one) => one.rows.length);
      const decimals = bins(i)[0].to - bins(i)[0].from < 0.5 ? 2 : 1;
      const centres = series[0].rows.map((bin) => (bin.to + bin.from) / 2);
      const countsOf = (one) => one.rows.map((bin) => bin.replicates);
      barFigure(parent, {
        id: 'distribution-' + id, name: 'distribution_' + id, title, unit: t('distribution_unit', unit), decimals,
        dense: true, labels: centres.map((x) => diff(x, decimals)),
        series: () => shownSeries(series).map((one) => ({ label: titleOf(one.scenario), values: countsOf(one),
          paint: colour(one.scenario), alpha: 0.75 })),
        text: () => shownSeries(series).map((one) => {
          const counts = countsOf(one), top = counts.indexOf(Math.max(...counts));
          return t('text_distribution', titleOf(one.scenario), effect(one.scenario, i).at(-1).positive,
            counts.reduce((a, b) => a + b, 0), diff(centres[top], decimals)) + '.';
        }),
        table: () => listing(bins(i), 'from', 'to', 'scenario', 'replicates'),
      });
    }
  }

  function split() {
    const parent = place('split'), parts = grouped(data.split, 'scenario'), at = grouped(data.split, 'scenario', 'month');
    const shown = data.compared.filter(({ scenario }) => parts(scenario).some((row) => row.replicates));
    for (const { scenario } of shown)
      barFigure(parent, {
        id: 'split-' + scenario, name: 'split_' + scenarios[scenario].name, title: t('split_title', titleOf(scenario)),
        unit: t('split_unit'), decimals: 1, horizontal: true, marks: [0],
        labels: data.parts.map((part) => part.title.replace(/ \(.*/, '')),
        series: () => datesOf(scenario).map(({ month }, d) => ({ label: monthName(month),
          values: at(scenario, month).map((row) => row.mean), paint: colour(d + 1), alpha: 0.35 + 0.25 * d })),
        text: () => {
          const { month } = lastOf(scenario);
          return [capital(monthName(month)) + ' – ' + at(scenario, month).map((row) => t('text_split',
            data.parts[row.part].title, diff(row.mean, 1), diff(row.q05, 1), diff(row.q95, 1))).join(separator) + '.'];
        },
        table: () => listing(parts(scenario), 'month', 'part', 'mean', 'error', 'q05', 'q95', 'replicates'),
      });
    if (!shown.length) leftOut(parent, data.compared.length ? t('lacks_values') : t('lacks_policy'));
  }

  function drivers() {
    const parent = place('drivers'), driversOf = grouped(data.drivers, 'scenario', 'indicator');
    const parameter = grouped(data.parameters, 'path');
    if (!data.drivers.length) leftOut(parent, t('lacks_draws'));
    for (const { scenario } of data.compared)
      for (const i of distinct(data.drivers, 'indicator')) {
        const ranked = driversOf(scenario, i), rows = ranked.slice(0, facts.drivers);
        if (!rows.length) continue;
        const { id, title } = data.indicators[i], [{ threshold }] = rows;
        const outstanding = rows.filter((row) => row.stands_out);
        const about = (row) => parameter(row.parameter)[0];
        barFigure(parent, {
          id: 'drivers-' + scenario + '-' + id, name: 'drivers_' + scenarios[scenario].name + '_' + id,
          title: t('drivers_title', title, titleOf(scenario)),
          unit: t('drivers_unit', ranked.length, num(threshold, 2)), decimals: 2, horizontal: true, legend: false,
          marks: [-threshold, threshold], range: [-1, 1], labels: rows.map((row) => row.parameter),
          series: () => [{ label: t('correlation'), values: rows.map((row) => row.correlation), paint: colour(1),
            alpha: 0.7 }],
          text: () => (outstanding.length ? outstanding.map((row) =>
            t('text_driver', row.parameter, about(row).meaning, diff(row.correlation, 2)) + '.') : t('none_stands_out')),
          table: () => ({
            columns: [t('parameter'), t('meaning'), t('correlation'), t('stands_out'), t('source')],
            rows: rows.map((row) => [row.parameter, about(row).meaning, row.correlation,
              t(row.stands_out ? 'yes' : 'no'), about(row).source]),
          }),
        });
      }
  }

