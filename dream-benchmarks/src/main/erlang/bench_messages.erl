%% Messages between processes.
-module(bench_messages).
-export([workloads/0, run/2]).

workloads() -> ["pingpong"].

run("pingpong", Trips) ->
    dream_bench:per_operation(Trips, fun() ->
        Pong = spawn_link(fun() -> pong() end),
        ping(Pong, Trips),
        unlink(Pong),
        exit(Pong, kill)
    end).

ping(_, 0) -> ok;
ping(Pong, Left) ->
    Pong ! {self(), ping},
    receive pong -> ping(Pong, Left - 1) end.

pong() ->
    receive {From, ping} -> From ! pong, pong() end.
