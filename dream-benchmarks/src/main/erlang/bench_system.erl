%% Memory, idle processors and neighbours.
-module(bench_system).
-export([workloads/0, run/2]).

workloads() -> [].

run(Name, _) -> exit({unknown, Name}).
