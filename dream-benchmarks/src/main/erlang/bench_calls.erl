%% Requests, relations, timers, names and restarts.
-module(bench_calls).
-export([workloads/0, run/2]).

-define(KEYS, 10000).
-define(FEWEST_LOOKUPS, 500000).
-define(KEY_STEP, 7919).
-define(BY_ONE_SUPERVISOR, 100).

workloads() ->
    [
        "call-virtual",
        "call-process",
        "call-platform",
        "call-8",
        "call-100",
        "selective-receive-1",
        "selective-receive-10000",
        "monitor-demonitor",
        "link-exit",
        "timer-start-cancel",
        "registry-lookup",
        "supervised-restart",
        "restart-all-1000"
    ].

run("call-virtual", Calls) -> calls(1, Calls);
run("call-process", Calls) -> calls_from_server(Calls);
run("call-platform", Calls) -> calls(1, Calls);
run("call-8", Calls) -> calls(8, Calls);
run("call-100", Calls) -> calls(100, Calls);
run("selective-receive-1", Times) -> selective(1, Times);
run("selective-receive-10000", Times) -> selective(10000, Times);
run("monitor-demonitor", Times) ->
    Target = spawn_link(fun sleep/0),
    Values = dream_bench:per_operation(Times, fun() -> monitor_demonitor(Target, Times) end),
    kill(Target),
    Values;
run("link-exit", Lives) ->
    dream_bench:per_operation(Lives, fun() ->
        process_flag(trap_exit, true),
        link_exit(Lives)
    end);
run("timer-start-cancel", Times) ->
    dream_bench:per_operation(Times, fun() -> timers(Times) end);
run("registry-lookup", Times) -> lookups(max(Times, ?FEWEST_LOOKUPS));
run("supervised-restart", Times) -> restarts(one_for_one, 1, Times);
run("restart-all-1000", Times) -> restarts(one_for_all, 1000, Times).

%% --- calls

calls(Callers, Calls) ->
    {ok, Server} = bench_server:start(),
    Each = (Calls + Callers - 1) div Callers,
    Samples = atomics:new(Callers * Each, []),
    Values = dream_bench:per_operation(Callers * Each, fun() ->
        Monitors = [
            element(2, spawn_monitor(fun() -> call(Server, Samples, Caller * Each, Each) end))
         || Caller <- lists:seq(0, Callers - 1)
        ],
        [receive {'DOWN', Monitor, process, _, normal} -> ok end || Monitor <- Monitors]
    end),
    gen_server:stop(Server),
    Values ++ latencies(Samples).

call(Server, Samples, Offset, Count) ->
    call(Server, Samples, Offset, Count, erlang:monotonic_time(nanosecond)).

call(_, _, _, 0, _) -> ok;
call(Server, Samples, Offset, Left, Before) ->
    1 = gen_server:call(Server, get),
    Now = erlang:monotonic_time(nanosecond),
    atomics:put(Samples, Offset + Left, Now - Before),
    call(Server, Samples, Offset, Left - 1, Now).

calls_from_server(Calls) ->
    {ok, Server} = bench_server:start(),
    Samples = atomics:new(Calls, []),
    Values = dream_bench:per_operation(Calls, fun() ->
        {ok, Caller} = bench_caller:start_link(Server, Samples, self()),
        gen_server:cast(Caller, again),
        receive done -> ok end,
        kill(Caller)
    end),
    gen_server:stop(Server),
    Values ++ latencies(Samples).

latencies(Samples) ->
    Nanos = [atomics:get(Samples, I) || I <- lists:seq(1, maps:get(size, atomics:info(Samples)))],
    [
        {"p50.micros", dream_bench:percentile(Nanos, 0.5) / 1000},
        {"p99.micros", dream_bench:percentile(Nanos, 0.99) / 1000}
    ].

%% --- messages, relations and timers of one process

selective(Others, Times) ->
    prepared(
        Times,
        fun() -> [self() ! {other, I} || I <- lists:seq(1, Others)] end,
        fun(_) -> take_wanted(Times) end
    ).

take_wanted(0) -> ok;
take_wanted(Left) ->
    self() ! wanted,
    receive wanted -> take_wanted(Left - 1) end.

monitor_demonitor(_, 0) -> ok;
monitor_demonitor(Target, Left) ->
    true = demonitor(monitor(process, Target)),
    monitor_demonitor(Target, Left - 1).

link_exit(0) -> ok;
link_exit(Left) ->
    Child = spawn_link(fun() -> ok end),
    receive {'EXIT', Child, normal} -> link_exit(Left - 1) end.

timers(0) -> ok;
timers(Left) ->
    Timer = erlang:send_after(5000, self(), time_is_up),
    erlang:cancel_timer(Timer),
    timers(Left - 1).

%% --- names, as Elixir's Registry finds them: by a table of the registry, then one of its keys,
%% and an entry of a process that has ended does not count

lookups(Times) ->
    prepared(
        Times,
        fun() ->
            Keys = ets:new(keys, [set, public, {read_concurrency, true}]),
            ets:new(rooms, [set, public, named_table, {read_concurrency, true}]),
            ets:insert(rooms, {key_info, {unique, 1, Keys}}),
            Names = [<<"room-", (integer_to_binary(I))/binary>> || I <- lists:seq(1, ?KEYS)],
            [ets:insert(Keys, {Name, {spawn_link(fun sleep/0), open}}) || Name <- Names],
            list_to_tuple(Names)
        end,
        fun(Names) -> lookup(Names, 0, Times) end
    ).

lookup(_, _, 0) -> ok;
lookup(Names, At, Left) ->
    {unique, 1, Keys} = ets:lookup_element(rooms, key_info, 2),
    {Pid, _} = ets:lookup_element(Keys, element(At + 1, Names), 2),
    true = is_process_alive(Pid),
    lookup(Names, (At + ?KEY_STEP) rem ?KEYS, Left - 1).

%% --- restarts

restarts(Strategy, Children, Times) ->
    Self = self(),
    {_, Monitor} = spawn_monitor(fun() ->
        process_flag(trap_exit, true),
        Self ! {nanos, restart_blocks(Strategy, Children, Times, 0)}
    end),
    finished(Monitor, Times).

%% Each supervisor does so many, since it keeps count; its start and end are not measured.
restart_blocks(_, _, Left, Nanos) when Left =< 0 -> Nanos;
restart_blocks(Strategy, Children, Left, Nanos) ->
    {ok, Supervisor} = bench_supervisor:start_link(Strategy, Children),
    Took = dream_bench:timed(fun() -> restart(next_up(), min(Left, ?BY_ONE_SUPERVISOR)) end),
    exit(Supervisor, shutdown),
    receive {'EXIT', Supervisor, shutdown} -> ok end,
    restart_blocks(Strategy, Children, Left - ?BY_ONE_SUPERVISOR, Nanos + Took).

restart(_, 0) -> ok;
restart(Child, Left) ->
    gen_server:cast(Child, crash),
    Next = next_up(),
    1 = gen_server:call(Next, get),
    restart(Next, Left - 1).

next_up() -> receive {up, Pid} -> Pid end.

%% --- shared

%% As dream_bench:per_operation/2, after something in the same process that is not measured.
prepared(Operations, Prepare, Fun) ->
    Self = self(),
    {_, Monitor} = spawn_monitor(fun() ->
        Prepared = Prepare(),
        Self ! {nanos, dream_bench:timed(fun() -> Fun(Prepared) end)},
        exit(shutdown) % with whom it linked
    end),
    finished(Monitor, Operations).

finished(Monitor, Operations) ->
    receive
        {nanos, Nanos} ->
            receive {'DOWN', Monitor, process, _, _} -> ok end,
            [{"nsPerOp", Nanos / Operations}];
        {'DOWN', Monitor, process, _, Reason} -> exit(Reason)
    end.

sleep() -> receive stop -> ok end.

kill(Pid) ->
    unlink(Pid),
    exit(Pid, kill).
