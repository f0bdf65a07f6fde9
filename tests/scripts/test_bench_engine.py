"""What the engine is measured against is the same arithmetic."""

import bench_engine


def test_the_formula_by_hand_is_the_method(capsys):
    """Both give the same numbers on the table that is timed, and the ratio is printed."""
    _, _, gap = bench_engine.wci(rows=500, runs=1)
    assert gap < 1e-12
    assert bench_engine.main(["--rows", "200", "--runs", "1"]) == 0
    assert "| ratio |" in capsys.readouterr().out


def test_the_composite_table_exercises_every_stage():
    """It has gaps to fill and outliers to treat, or the chain would be timed idle."""
    method = bench_engine.shipped("asem-connectivity")
    index = method.indexes[0]
    scored = bench_engine.evaluate(index, bench_engine.composite_table(method), method.features)
    first = index.indicators()[0].name
    assert scored[f"{index.id}.{first}.imputed"].null_count() == 0
    assert sum(bench_engine.composite_table(method).null_count().row(0)) > 0
    treated = [
        (scored[f"{index.id}.{i.name}.treated"] != scored[f"{index.id}.{i.name}.imputed"]).any()
        for i in index.indicators()
    ]
    assert any(treated)
    assert scored[index.id].min() >= 0
