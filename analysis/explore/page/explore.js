  // ---- drawing ------------------------------------------------------------------------------------------------------
  function progress() {
    const whole = session.answers[session.selected], answer = answerOf(session.selected), state = session.states[session.selected];
    const old = stale.has(session.selected), done = state && !old ? state.done : 0;
    const running = Object.values(session.states).some((one) => one.running);
    document.body.classList.toggle('stale', old);
    $('#stale').hidden = !old;
    $('#place').textContent = session.place;
    $('#measures').replaceChildren(el('b', {}, selected().fields.name + (french ? '\u00a0: ' : ': ')), session.words[session.selected] || t('law_kept'));
    $('#bar').value = done;
    const known = answer && answer.cells && answer.cells[0].shown ? ' · ' + t('precision', num(answer.cells[0].error, 1)) : '';
    $('#precision').textContent = old ? (session.wrong || !$('#gone').hidden ? '' : t('running')) : state ? t('progress_text', done, data.most) + known : '';
    $('#stop').disabled = !state || (!running && !stopped);
    $('#stop').textContent = stopped ? t('resume') : t('stop');
    $('#slow').hidden = !state || state.keeps;
    $('#first').hidden = !state || state.ready || done > 0;
    const failure = state && !old ? state.failure : '', why = $('#failed span');
    if (why.textContent !== failure) why.textContent = failure; // said once to those who listen
    $('#failed').hidden = !failure;
    $('#sentences').hidden = failure && !whole;
    if (!whole && !failure) $('#sentences').replaceChildren(el('p', { class: 'ans' }, says(selected()) ? t('running') : t('nothing_yet')));
    if (running !== wasRunning) $('#live').textContent = running ? t('running') : done && !failure ? t('finished', done) : '';
    wasRunning = running;
    for (const id of ['save', 'copy', 'report', 'workbook']) $('#' + id).disabled = !state || (id !== 'save' && !done);
    $('#save_all').hidden = session.policies.filter(says).length < 2;
    const first = answer && answer.cells && answer.cells[0];
    $('#brief').textContent = !says(selected()) ? t('law_kept') : old || !first || !first.shown ? (session.wrong ? t('wrong') : t('running'))
      : answer.columns[0].title + (french ? '\u00a0: ' : ': ') + first.shown + ' ' + answer.columns[0].unit + ', ' + answer.date;
    for (const policy of session.policies) {
      const note = $('#card' + policy.id), now = session.states[policy.id];
      if (note) note.textContent = policy.fields.start + (!now || !says(policy) ? '' : ' · ' + t('simulations', stale.has(policy.id) ? 0 : now.done)
        + (now.running ? '…' : stopped && now.done < data.most ? ', ' + t('stopped') : ''));
    }
    $('#digest').hidden = !whole || !whole.digest;
    if (whole && whole.digest) $('#digest').replaceChildren(t('digest') + (french ? '\u00a0: ' : ': '), el('code', {}, whole.digest), '. ' + t('digest_text'));
  }
  function sentences(answer) {
    if (answer.done < data.few) return [];
    return [el('p', { class: 'ans' }, answer.headline), ...answer.sentences.flatMap((one, i) => [el('p', { class: 'more' }, el('b', {}, one.claim + '.'), ' ' + one.text),
      one.confidence && (!i || one.mark !== '·') ? el('p', { class: 'cf' }, el('span', { 'aria-hidden': 'true' }, one.mark), el('span', {}, one.confidence)) : null]).filter(Boolean)];
  }
  // Decembers that all policies have; the last where none was chosen.
  function years() {
    const lists = Object.values(session.answers).map((one) => one.years.map(({ year }) => year));
    return lists.length ? lists[0].filter((year) => lists.every((list) => list.includes(year))) : [];
  }
  const yearShown = () => (years().includes(session.year) ? session.year : years().at(-1));
  function answerOf(id) {
    const whole = session.answers[id], one = whole && whole.years.find(({ year }) => year === yearShown());
    return one && one.cells ? { ...one, done: whole.done } : null;
  }
  function draw() {
    const answer = answerOf(session.selected);
    const all = session.policies.map((policy, i) => ({ policy, whole: session.answers[policy.id], answer: answerOf(policy.id), colour: Math.min(8, i + 1) }));
    const shown = all.filter((one) => one.answer && one.policy.shown);
    const current = all.find((one) => one.policy.id === session.selected && one.answer);
    const list = $('#year'), choices = years();
    $('#when').hidden = !answer;
    if (list.textContent !== choices.join('')) list.replaceChildren(...choices.map((year) => el('option', { value: year }, year)));
    list.value = yearShown();
    if (answer) $('#sentences').replaceChildren(...sentences(answer));
    const sum = answer && answer.cumulated;
    $('#cumulated').hidden = !sum || !sum.shown;
    $('#purse').hidden = !answer;
    if (sum && sum.shown) $('#cumulated').replaceChildren(el('b', {}, t('cumulated', sum.first, sum.last)), ' ' + sum.shown + ' ' + sum.unit + ' ' + sum.range);
    $('#few').hidden = !answer || answer.done >= data.few;
    for (const one of $$('.res')) one.hidden = one.id === 'places' ? one.hidden : !shown.length;
    const width = $('#fan').clientWidth; // before anything changes: what follows is laid out once, not twice
    drawPlot(shown, session.selected);
    drawMatrix(shown, session.selected);
    drawFan(current, shown, width);
    drawMap(current);
    progress();
  }
  function cards() {
    const full = session.policies.length >= data.policies, add = el('button', { type: 'button', class: 'add', id: 'add', disabled: full }, '+ ' + t('add'));
    add.addEventListener('click', () => insert());
    $('#cards').replaceChildren(...session.policies.map((policy, i) => {
      const on = policy.id === session.selected, box = el('input', { type: 'checkbox', checked: policy.shown });
      const button = el('button', { type: 'button', class: 'ct', 'aria-pressed': String(on) }, el('b', {}, policy.fields.name || t('policy_number', policy.id)),
        el('small', { id: 'card' + policy.id }, policy.fields.start));
      button.addEventListener('click', () => choose(policy.id, true));
      box.addEventListener('change', () => { policy.shown = box.checked; draw(); });
      return el('div', { class: 'cd c' + Math.min(8, i + 1) + (on ? ' on' : '') }, button, el('label', {}, box, ' ' + t('compare')));
    }), add);
  }
  function form() {
    const { duplicate, remove } = drawForm(selected(), policyChanged, cards, send);
    duplicate.disabled = session.policies.length >= data.policies;
    duplicate.addEventListener('click', () => insert(selected()));
    remove.disabled = session.policies.length < 2;
    remove.addEventListener('click', () => {
      if (says(selected()) && !confirm(t('remove_sure', selected().fields.name))) return;
      forget(session.selected);
      session.policies = session.policies.filter(({ id }) => id !== session.selected);
      choose(session.policies[0].id);
      send();
    });
  }
  function choose(id, focus) {
    session.selected = id;
    cards();
    form();
    draw();
    if (focus) $('#cards [aria-pressed=true]').focus();
    if (says(selected())) send();
  }
  function insert(from, fields) {
    const policy = newPolicy(session.next++, from, fields), empty = fields && !says(selected());
    if (empty) session.policies.splice(session.policies.indexOf(selected()), 1, policy);
    else session.policies.push(policy);
    choose(policy.id);
    view('form');
    $('#name').focus();
    return policy;
  }
  // On a phone the form or the answer.
  function view(which) {
    document.body.dataset.view = which;
    $('#to_form').setAttribute('aria-pressed', String(which === 'form'));
    $('#to_answer').setAttribute('aria-pressed', String(which === 'answer'));
    if (which === 'answer') draw();
  }

  // ---- what buttons do ----------------------------------------------------------------------------------------------
  const own = (policy) => JSON.stringify(policy.fields), kSeen = 8000; // ms for which a note stays
  let noted = 0;
  function tell(text) {
    $('#done').textContent = text;
    clearTimeout(noted);
    noted = setTimeout(() => { $('#done').textContent = ''; }, kSeen);
  }
  const files = async (which) => (await call('/toml', which)).json();
  async function save(which, policies) {
    const saved = await files(which);
    for (const { file, toml } of saved.files) {
      download(file, 'application/toml', toml);
      await new Promise((later) => setTimeout(later, 150)); // browsers drop what comes at once
    }
    if (saved.csv) download(saved.table, 'text/csv', saved.csv);
    for (const policy of policies) policy.saved = own(policy);
    tell(t('saved', saved.files.map(({ file }) => file).join(', ')));
  }
  const waited = (button, work) => button.addEventListener('click', async () => {
    button.setAttribute('aria-disabled', 'true');
    tell('');
    while (sending) await new Promise((later) => setTimeout(later, 20)); // what was typed last counts
    try {
      if (session.wrong) tell(t('wrong'));
      else await work();
    } catch (error) {
      if (error.status) tell(t('not_now'));
      else lost();
    }
    button.removeAttribute('aria-disabled');
  });
  waited($('#save'), () => save({ policy: session.selected }, [selected()]));
  waited($('#save_all'), () => save({}, session.policies));
  waited($('#copy'), async () => {
    const { command } = await files({ policy: session.selected });
    try { await navigator.clipboard.writeText(command); } catch (error) { window.prompt(t('copy'), command); }
    tell(t('copied'));
  });
  $('#open').addEventListener('click', () => $('#file').click());
  $('#file').addEventListener('change', async () => {
    const [file] = $('#file').files;
    $('#file').value = '';
    if (!file) return;
    try {
      const { fields } = file.size > 50000 ? {} : await (await call('/open', { toml: await file.text() })).json();
      if (!fields) return tell(t('not_ours', file.name));
      if (session.policies.length >= data.policies) return tell(t('too_many', data.policies));
      const policy = insert(null, fields);
      policy.saved = own(policy);
      tell(t('opened', file.name));
    } catch (error) { lost(); }
  });
  addEventListener('beforeunload', (event) => {
    if (session.policies.some((policy) => says(policy) && policy.saved !== own(policy))) event.preventDefault();
  });
  // All policies of the session, as they stand; where a first answer is near, it is waited for.
  async function paper(path, ending) {
    const chosen = session.policies.length > 1 ? t('policies_file') : selected().fields.name || 'policy';
    for (;;) {
      const reply = await call(path, {});
      if (reply.status === 200) {
        $('#writing').textContent = '';
        return download(chosen.replace(/[^A-Za-z0-9]+/g, '_') + ending, reply.headers.get('Content-Type'), await reply.blob());
      }
      const { done, of } = await reply.json();
      $('#writing').textContent = t('writing', done, of);
      await new Promise((later) => setTimeout(later, 200));
    }
  }
  waited($('#report'), () => paper('/report', '.html'));
  if (data.workbooks) waited($('#workbook'), () => paper('/workbook', '.xlsx'));
  else $('#workbook').replaceWith(el('span', { class: 'mu small' }, t('no_workbook')));
  $('#stop').addEventListener('click', () => {
    if (stopped) return send();
    stopped = true;
    call('/stop', {}).then(progress, lost);
  });
  $('#common').addEventListener('change', draw);
  $('#path').addEventListener('change', draw);
  $('#year').addEventListener('change', () => { session.year = Number($('#year').value); draw(); });
  $('#to_form').addEventListener('click', () => view('form'));
  $('#to_answer').addEventListener('click', () => view('answer'));
  document.addEventListener('click', (event) => { // a link to a field shows the form
    const link = event.target.closest('a[href^="#"]');
    if (link && $('#form').parentNode.querySelector(`#form${link.hash}, #form ${link.hash}`)) view('form');
  });
  $('#form').addEventListener('submit', (event) => event.preventDefault());
  addEventListener('resize', draw);
  addEventListener('pagehide', () => call('/close', {}, true).catch(() => {}));
  $('#words').replaceChildren(...data.glossary.flatMap(([word, meaning]) => [el('dt', {}, word), el('dd', {}, meaning)]));
  view('form');
  drawWhere(session.territory, placeChanged);
  choose(1);
  if (!says(selected())) send(); // the reference of the territory is run before anything is asked
