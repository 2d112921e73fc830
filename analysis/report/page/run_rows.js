  // ---- a launch: rows of its tables ------------------------------------------------------------------------------
  const yearOf = (month) => monthCode(month).slice(0, 4);
  const lastMonth = data.months.length - 1;
  // Decembers of a scenario's own policy.
  const datesOf = grouped(data.policy_dates, 'scenario');
  const lastOf = (scenario) => datesOf(scenario).at(-1);
  // What the drawn scenarios have of some rows: [{ scenario, rows }].
  const seriesOf = (rows) => drawn.map((scenario) => ({ scenario, rows: rows.filter((row) => row.scenario === scenario) }));
  const shownSeries = (series) => series.filter((one) => visible.has(one.scenario));
  const atMonth = (rows, month) => rows.find((row) => row.month === month) || {};

  // What files and open tables say of a row: a title, and the cell where it is not the column of that name.
  const indicatorOf = (row) => data.indicators[row.indicator];
  const FIELDS = {
    id: ['id', (row) => indicatorOf(row).id], indicator: [t('indicator'), (row) => indicatorOf(row).title],
    unit: ['', (row) => indicatorOf(row).unit],
    month: [t('month'), (row) => monthCode(row.month)], scenario: [t('scenario'), (row) => scenarios[row.scenario].name],
    reference: [t('reference')], reference_q05: [t('reference') + ' 5 %'], reference_q95: [t('reference') + ' 95 %'],
    mean: [t('mean')], difference: [t('difference'), (row) => row.mean], error: [t('error')],
    q05: [t('low')], q25: ['25 %'], q50: [t('median')], q75: ['75 %'], q95: [t('high')], replicates: [t('replicates')],
    years: [t('years_since')], still_members: [t('still_member')], standard_error: [t('standard_error')],
    at_risk: [t('at_risk')], low: ['5 %', (row) => row.q05], high: ['95 %', (row) => row.q95],
    from: [t('from')], to: [t('to')],
    part: [t('part'), (row) => data.parts[row.part].title],
    territory: [t('territory'), (row) => data.territories[row.territory].name],
    year: [t('year'), (row) => yearOf(row.month)],
  };
  const listing = (rows, ...names) => ({ columns: names.map((name) => FIELDS[name][0]),
    rows: rows.map((row) => names.map((name) => (FIELDS[name][1] ? FIELDS[name][1](row) : row[name]))) });

