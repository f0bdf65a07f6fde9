(function () {
  'use strict';
  var NUMBER = /^≥?(-?[\d,]+(?:\.\d+)?)(万)?\+?%?$/;

  function each(list, act) { Array.prototype.forEach.call(list, act); }

  function change(cell) {
    var places = parseInt(cell.textContent.replace(/\D+/g, ''), 10) || 0;
    if (cell.className === 'new' || !cell.textContent) { return null; }
    return cell.className === 'fall' ? -places : places;
  }

  function value(cell) {
    if (!cell) { return null; }
    if (/^(rise|fall|none|new)$/.test(cell.className)) { return change(cell); }
    var text = cell.textContent.trim();
    var found = NUMBER.exec(text.replace(/\s/g, ''));
    if (found) { return parseFloat(found[1].replace(/,/g, '')) * (found[2] ? 10000 : 1); }
    return text === '' || text === '—' ? null : text;
  }

  function compare(a, b) {
    if (typeof a === 'number' && typeof b === 'number') { return a - b; }
    if (typeof a !== typeof b) { return typeof a === 'number' ? -1 : 1; }
    return a.localeCompare(b, 'zh');
  }

  function sort(table, column, down) {
    var body = table.tBodies[0];
    var rows = Array.prototype.map.call(body.rows, function (row, place) {
      return { row: row, place: place, value: value(row.cells[column]) };
    });
    rows.sort(function (a, b) {
      if (a.value === null || b.value === null) {
        return (a.value === null) - (b.value === null) || a.place - b.place;
      }
      return compare(a.value, b.value) * (down ? -1 : 1) || a.place - b.place;
    });
    each(rows, function (item) { body.appendChild(item.row); });
  }

  function sortable(table) {
    var heads = table.tHead.rows[0].cells;
    each(heads, function (head, column) {
      if (head.className === 'drawn') { return; }
      var button = document.createElement('button');
      button.type = 'button';
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener('click', function () {
        var down = head.getAttribute('aria-sort') === 'ascending';
        each(heads, function (other) { other.removeAttribute('aria-sort'); });
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        sort(table, column, down);
      });
    });
  }

  function filter(box, said, tables) {
    var wanted = box.value.replace(/\s/g, '').toLowerCase();
    var shown = 0;
    each(tables, function (table) {
      each(table.tBodies[0].rows, function (row) {
        var name = row.querySelector('th').textContent.replace(/\s/g, '').toLowerCase();
        row.hidden = name.indexOf(wanted) < 0;
        shown += row.hidden ? 0 : 1;
      });
    });
    said.textContent = wanted ? said.getAttribute('data-rows').replace('0', shown) : '';
  }

  each(document.querySelectorAll('table.sort'), sortable);
  var search = document.getElementById('search');
  if (search) {
    search.hidden = false;
    var box = search.querySelector('input');
    box.addEventListener('input', function () {
      filter(box, document.getElementById('found'), document.querySelectorAll('table.units'));
    });
  }
}());
