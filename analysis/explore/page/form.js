  // ---- the builder: territory, and the fields of the chosen policy with today's law beside each -------------------
  const fields = data.groups.flatMap((group) => group.fields);
  const plain = (text) => (text || '').replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  // A month as it is typed: 01/2026, 2026-01, or a year, whose last month is meant where `isEnd`. As the server reads it.
  function monthOf(typed, isEnd) {
    const text = (typed || '').replace(/ /g, ''), year = /^\d{4}$/.exec(text), slash = /^(\d\d?)\/(\d{4})$/.exec(text), dash = /^(\d{4})-(\d\d)$/.exec(text);
    const [y, m] = year ? [text, isEnd ? 12 : 1] : slash ? [slash[2], slash[1]] : dash ? [dash[1], dash[2]] : [NaN, 1];
    return m >= 1 && m <= 12 ? (Number(y) - 2019) * 12 + Number(m) - 1 : NaN;
  }
  const monthText = (month) => String(month % 12 + 1).padStart(2, '0') + '/' + (Math.floor(month / 12) + 2019);
  const startOf = (policy) => monthOf(policy.fields.start) || 60;
  const lawAt = (field, month) => field.law.reduce((value, [from, next]) => (from <= month ? next : value), field.law[0][1]);
  const differs = (policy, field) => {
    const typed = plain(policy.fields[field.id]);
    return typed !== '' && Number(typed) !== lawAt(field, startOf(policy));
  };
  // Whether a policy says anything: one that does not is not run.
  const says = (policy) => fields.some((field) => differs(policy, field)) || !!policy.fields.opposition
    || (policy.fields.attachment || 'voluntary') !== 'voluntary';

  function newPolicy(id, from, fields) {
    const policy = { id, shown: true, fields: fields ? { years: '', attachment: 'voluntary', scope: 'all', ...fields } : from ? { ...from.fields }
      : { start: '01/2026', years: '', attachment: 'voluntary', scope: 'all', zone_ZIP: '1', zone_ZAC: '1', zone_other: '1' } };
    if (!fields) policy.fields.name = from ? t('copy_of', from.fields.name).slice(0, 110) : t('policy_number', id);
    return policy;
  }

  const errorOf = (id) => el('p', { class: 'fe', id: id + '-e', hidden: true });
  function typed(id, value, attributes, listen) {
    const input = el('input', { type: 'text', id, value, autocomplete: 'off', ...attributes });
    input.addEventListener('input', () => listen(input.value));
    return input;
  }
  const row = (id, title, input, unit, law) => el('div', { class: 'fr' + (law === null ? ' two' : '') },
    el('label', { for: id }, title), el('span', { class: 'in' }, input, unit === null ? null : el('span', { class: 'un' }, unit)),
    law === null ? null : el('span', { class: 'law', id: id + '-l' }, el('span', { class: 'sr' }, t('law_is') + ' '),
      el('span', {}, law)), errorOf(id));

  function options(list, value, choices, listen) {
    list.replaceChildren(...choices.map(([key, text]) => el('option', { value: key, selected: key === value }, text)));
    list.addEventListener('change', () => listen(list.value));
    return list;
  }
  function radios(name, legend, law, value, choices, listen) {
    return el('fieldset', { class: 'rg' }, el('legend', {}, legend + ' ', law ? el('span', { class: 'law' }, law) : null),
      ...choices.map(([key, text]) => {
        const input = el('input', { type: 'radio', name, value: key, checked: key === value });
        input.addEventListener('change', () => listen(key));
        return el('label', {}, input, ' ', text);
      }));
  }

  function drawWhere(territory, changed) {
    const set = (name) => (value) => { territory[name] = value; changed(); };
    const kinds = [['table', t('kind_table')], ['department', t('kind_department')], ['own', t('kind_own')]];
    const departments = data.tiles.map((tile) => [tile.code, tile.code + ' ' + tile.name]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
    const pick = el('div', {}), error = errorOf('territory');
    function show() {
      if (territory.kind === 'own') {
        const counts = territory.counts = territory.counts || {};
        territory.inhabitants = territory.inhabitants || '60000';
        territory.counted = territory.counted || new Date().toISOString().slice(0, 7);
        pick.replaceChildren(el('p', { class: 'mu small' }, t('own_intro')),
          row('own_department', t('department'), options(el('select', { id: 'own_department' }), territory.department || '',
            [['', t('any_department')], ...departments], set('department')), null, null),
          row('own_inhabitants', t('inhabitants'), typed('own_inhabitants', territory.inhabitants, { inputmode: 'numeric' },
            set('inhabitants')), '', null),
          row('own_counted', t('counted'), typed('own_counted', territory.counted, {}, set('counted')), '', null),
          ...data.professions.map(({ id, title }) => row('count_' + id, title, typed('count_' + id, counts[id] || '',
            { inputmode: 'numeric' }, (value) => { counts[id] = value; changed(); }), '', null)), error, errorOf('own_professionals'));
        return;
      }
      const choices = territory.kind === 'table' ? data.tables : departments;
      if (!choices.some(([key]) => key === territory.value)) territory.value = choices[0][0];
      const list = options(el('select', { id: 'territory' }), territory.value, choices, set('value'));
      pick.replaceChildren(el('label', { class: 'sr', for: 'territory' }, t(territory.kind)), list, error);
    }
    $('#where').replaceChildren(el('fieldset', { class: 'seg' }, el('legend', { class: 'sr' }, t('territory')),
      ...kinds.map(([key, text]) => {
        const input = el('input', { type: 'radio', name: 'kind', value: key, checked: key === territory.kind });
        input.addEventListener('change', () => { territory.kind = key; show(); changed(); });
        return el('label', {}, input, el('span', {}, text));
      })), pick);
    show();
  }

  // A name is sent once it is whole: sentences and digest have it.
  function drawForm(policy, changed, retitled, renamed) {
    const own = policy.fields, open = new Set($$('#what details[open]').map((one) => one.id));
    const set = (name) => (value) => { own[name] = value; marks(); changed(); };
    const law = (field) => num(lawAt(field, startOf(policy)), lawAt(field, startOf(policy)) % 1 ? 2 : 0) + '\u00a0' + field.unit;
    const group = (id, title, ...parts) => el('details', { class: 'g', id: 'g-' + id }, el('summary', {}, title, ' ', el('em', {})), ...parts);
    const number = (field) => row(field.id, field.title, typed(field.id, own[field.id] ?? String(lawAt(field, startOf(policy)))
      .replace('.', french ? ',' : '.'), { inputmode: 'decimal', 'aria-describedby': field.id + '-l ' + field.id + '-e'
        + (field.id === 'campaign' ? ' campaign_help' : '') }, set(field.id)), field.unit, law(field));
    // A month, and below it what it comes to: nothing is left to guess where the field is empty.
    const month = (id, title) => [row(id, title, typed(id, own[id] || '', { 'aria-describedby': id + '-d ' + id + '-e' }, set(id)), '', null),
      el('p', { class: 'hp', id: id + '-d' })];
    const help = (word, ...values) => el('p', { class: 'hp', id: word }, t(word, ...values));
    const zones = () => el('fieldset', { class: 'rg', 'aria-describedby': 'zones_help' }, el('legend', {}, t('zones')), ...['ZIP', 'ZAC', 'other'].map((zone) => {
      const box = el('input', { type: 'checkbox', id: 'zone_' + zone, checked: !!own['zone_' + zone] });
      box.addEventListener('change', () => set('zone_' + zone)(box.checked ? '1' : ''));
      return el('label', {}, box, ' ', zone === 'other' ? t('zone_other') : zone);
    }), help('zones_help'), errorOf('zone_ZIP'));
    const years = [['', t('permanent')], ['1', '1 ' + t('year')], ...['2', '3', '5'].map((n) => [n, n + ' ' + t('years')])];
    const duplicate = el('button', { type: 'button', id: 'duplicate' }, t('duplicate'));
    const remove = el('button', { type: 'button', id: 'remove' }, t('remove'));
    $('#what').replaceChildren(el('label', { for: 'name' }, t('name')), typed('name', own.name, { class: 'txt', maxlength: 110,
      'aria-describedby': 'name-e' },
      (value) => { own.name = value; retitled(); }), errorOf('name'),
    row('start', t('start'), typed('start', own.start, { 'aria-describedby': 'start-d start-e' }, (value) => { own.start = value; laws(); marks(); retitled(); changed(); }), '', null),
    el('p', { class: 'hp', id: 'start-d' }),
    row('years', t('duration'), options(el('select', { id: 'years' }), own.years, years, set('years')), null, null),
    group('who', t('who'),
      radios('attachment', t('rule'), t('law_voluntary'), own.attachment, ['voluntary', 'automatic', 'mandatory'].map((k) => [k, t(k)]), set('attachment')),
      radios('scope', t('scope'), '', own.scope, [['all', t('scope_all')], ['newcomers', t('scope_newcomers')]], set('scope')),
      row('opposition', t('opposition'), typed('opposition', own.opposition || '', { inputmode: 'decimal',
        'aria-describedby': 'opposition-l opposition-e opposition_help' }, set('opposition')), '€', t('opposition_law')), help('opposition_help')),
    ...data.groups.map((one) => group(one.id, one.title, ...one.fields.map(number), one.id === 'indemnity' ? zones() : null,
      ...(one.id === 'campaign' ? [help('campaign_help', data.campaignCost), ...month('campaign_from', t('from_month')), ...month('campaign_to', t('to_month'))] : []))),
    errorOf('policy'), el('div', { class: 'bt' }, duplicate, remove));
    function laws() {
      for (const field of fields) $('#' + field.id + '-l').lastChild.textContent = law(field);
    }
    function dates() {
      const start = startOf(policy), end = own.years ? start + 12 * Number(own.years) - 1 : null;
      const from = monthOf(own.campaign_from), to = monthOf(own.campaign_to, true), year = /^\s*\d{4}\s*$/;
      $('#start-d').textContent = year.test(own.start) ? t('from_said', monthText(start)) : '';
      $('#campaign_from-d').textContent = !plain(own.campaign_from) ? t('from_empty', monthText(start)) : from ? t('from_said', monthText(from)) : '';
      $('#campaign_to-d').textContent = plain(own.campaign_to) ? (to ? t('to_said', monthText(to)) : '')
        : end === null ? t('to_never') : t('to_empty', monthText(end));
    }
    // What differs from the law has a bar, bold type and a count in its group.
    function marks() {
      const some = ['ZIP', 'ZAC', 'other'].filter((zone) => !own['zone_' + zone]).length > 0;
      const counts = { who: (own.attachment !== 'voluntary') + (own.opposition ? 1 : 0) };
      for (const one of data.groups) {
        counts[one.id] = 0;
        for (const field of one.fields) {
          const differ = differs(policy, field);
          $('#' + field.id).closest('.fr').classList.toggle('ch', differ);
          counts[one.id] += differ;
        }
      }
      counts.indemnity += some;
      $('#zone_ZIP').closest('fieldset').classList.toggle('ch', some);
      for (const id of ['campaign_from', 'campaign_to']) {
        $('#' + id).closest('.fr').classList.toggle('ch', !!plain(own[id]));
        counts.campaign += plain(own[id]) ? 1 : 0;
      }
      dates();
      for (const [id, count] of Object.entries(counts)) {
        const note = $('#g-' + id + ' em');
        note.textContent = count === 0 ? t('unchanged') : count === 1 ? t('changed_one') : t('changed_many', count);
        note.classList.toggle('on', count > 0);
      }
    }
    marks();
    $('#name').addEventListener('change', renamed);
    $$('#what details').forEach((one, i) => {
      one.open = open.size ? open.has(one.id) : i < 2 || $('em', one).classList.contains('on');
    });
    return { duplicate, remove };
  }

  function showProblems(problems, policy) {
    $$('#form .fe').forEach((one) => { one.hidden = true; });
    $$('#form [aria-invalid]').forEach((one) => one.removeAttribute('aria-invalid'));
    const box = $('#wrong');
    box.hidden = !problems.length;
    if (!problems.length) return;
    box.replaceChildren(el('b', {}, t('wrong')), ' ' + t('wrong_text'), el('ul', {}, ...problems.map((one) => {
      const id = one.field || (one.policy < 0 ? 'territory' : 'policy'), input = document.getElementById(id);
      const here = one.policy < 0 || one.policy === policy.id, note = here && document.getElementById(id + '-e');
      if (note) {
        note.textContent = one.text;
        note.hidden = false;
        note.closest('details')?.setAttribute('open', '');
        input?.setAttribute('aria-invalid', 'true');
      }
      const label = (input && input.labels && input.labels[0]?.textContent) || '';
      return el('li', {}, (label && here ? label.trim() + (french ? '\u00a0: ' : ': ') : '') + one.text + ' ',
        input && here ? el('a', { href: '#' + id }, t('correct')) : '');
    })));
  }
