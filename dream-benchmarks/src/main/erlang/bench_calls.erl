%% Requests, relations, timers, names and restarts.
-module(bench_calls).
-export([workloads/0, run/2]).

workloads() -> [].

run(Name, _) -> exit({unknown, Name}).
