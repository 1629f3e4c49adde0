%% Memory, idle processors and neighbours.
-module(bench_system).
-export([workloads/0, run/2]).

-define(IDLE_CPU_PROCESSES, 100000).
-define(SETTLE_MILLIS, 300).
-define(WATCH_MILLIS, 1000).
-define(NEIGHBOURS, 1000).
-define(BLOCK_MILLIS, 50).
-define(BESIDE_MILLIS, 1000).
-define(REQUESTS, 1000).
-define(WORK_NANOS, 10000).

workloads() ->
    ["idle-bytes-plain", "idle-bytes-genserver", "idle-bytes-body", "idle-cpu",
     "blocking-neighbours", "request-threads"].

run("idle-bytes-genserver", Size) -> idle_bytes(Size, fun supervised_crowd/1, fun end_supervised/2);
run("idle-bytes-" ++ _, Size) -> idle_bytes(Size, fun crowd/1, fun end_crowd/2);
run("idle-cpu", _) ->
    Others = processes(),
    Without = millicores(),
    Crowd = crowd(?IDLE_CPU_PROCESSES),
    With = millicores(),
    end_crowd(Crowd, Others),
    [{"millicores", With}, {"before.millicores", Without}];
run("blocking-neighbours", _) -> blocking_neighbours();
run("request-threads", _) -> request_threads().

%% Nobody keeps the pids: a list of them is memory, too. All that was not there before ends.

idle_bytes(Size, Start, End) ->
    Others = processes(),
    Before = memory(),
    Crowd = Start(Size),
    After = memory(),
    End(Crowd, Others),
    [{"bytes", (After - Before) / Size}].

memory() ->
    garbage_collect(),
    erlang:memory(total).

crowd(Size) ->
    Self = self(),
    start_each(Size, fun() -> spawn(fun() -> idle(Self) end) ! 'begin' end).

end_crowd(_, Others) ->
    [exit(Pid, kill) || Pid <- processes() -- Others],
    await_ends(length(Others)).

idle(Starter) ->
    receive 'begin' -> Starter ! begun end,
    idle(Starter).

supervised_crowd(Size) ->
    {ok, Supervisor} = bench_counter:start_supervisor(self()),
    start_each(Size, fun() ->
        {ok, Pid} = supervisor:start_child(Supervisor, []),
        gen_server:cast(Pid, count)
    end),
    Supervisor.

%% By their links, and not by a shutdown, in which each message that the supervisor gets makes its
%% collections take longer: for a million children it takes a minute.
end_supervised(Supervisor, Others) ->
    unlink(Supervisor),
    exit(Supervisor, kill),
    await_ends(length(Others)).

%% Messages that wait are not to be gone through whenever the starter's heap is collected.
start_each(Size, Start) ->
    process_flag(message_queue_data, off_heap),
    repeat(Size, Start),
    repeat(Size, fun() -> receive begun -> ok end end).

%% Waits until only so many processes are left.
await_ends(Left) ->
    case erlang:system_info(process_count) > Left of
        true -> timer:sleep(1), await_ends(Left);
        false -> ok
    end.

millicores() ->
    garbage_collect(),
    timer:sleep(?SETTLE_MILLIS),
    {Cpu, _} = statistics(runtime),
    Begun = erlang:monotonic_time(nanosecond),
    timer:sleep(?WATCH_MILLIS),
    {CpuAfter, _} = statistics(runtime),
    1.0e9 * (CpuAfter - Cpu) / (erlang:monotonic_time(nanosecond) - Begun).

blocking_neighbours() ->
    Trips = bench_histogram:new(),
    Pong = spawn_link(fun() -> pong() end),
    Ping = spawn_link(fun() -> ping(Pong, Trips) end),
    Begun = erlang:monotonic_time(millisecond),
    Batches = block_until(Begun + ?BESIDE_MILLIS, 1),
    BatchMicros = 1000 * (erlang:monotonic_time(millisecond) - Begun) / Batches,
    Ping ! {self(), stop},
    receive {Ping, stopped} -> ok end,
    unlink(Pong),
    exit(Pong, kill),
    bench_histogram:values(Trips) ++ [{"all-done.micros", BatchMicros}].

%% Returns how many times it was done.
block_until(Until, Times) ->
    Self = self(),
    repeat(?NEIGHBOURS, fun() ->
        spawn(fun() -> timer:sleep(?BLOCK_MILLIS), Self ! blocked end)
    end),
    repeat(?NEIGHBOURS, fun() -> receive blocked -> ok end end),
    case erlang:monotonic_time(millisecond) < Until of
        true -> block_until(Until, Times + 1);
        false -> Times
    end.

ping(Pong, Trips) ->
    Sent = erlang:monotonic_time(nanosecond),
    Pong ! {self(), ping},
    receive pong -> ok end,
    bench_histogram:add(Trips, erlang:monotonic_time(nanosecond) - Sent),
    receive
        {From, stop} -> From ! {self(), stopped}
    after 0 -> ping(Pong, Trips)
    end.

pong() ->
    receive {From, ping} -> From ! pong, pong() end.

%% Who asks has a high priority, as a poller of sockets; who is asked has the usual one.
request_threads() ->
    Pairs = 4 * erlang:system_info(schedulers_online),
    Workers = [Worker || _ <- lists:seq(1, Pairs), Worker <- pair()],
    Self = self(),
    Served = spawn_link(fun() -> Self ! {waited, [waited() || _ <- lists:seq(1, ?REQUESTS)]} end),
    timer:sleep(?SETTLE_MILLIS),
    Asking = fun() ->
        receive after 1 -> ok end,
        Served ! {request, erlang:monotonic_time(nanosecond)}
    end,
    spawn_opt(fun() -> repeat(?REQUESTS, Asking) end, [link, {priority, high}]),
    Waited = receive {waited, Samples} -> Samples end,
    [exit(Worker, kill) || Worker <- Workers],
    [{"p50.micros", dream_bench:percentile(Waited, 0.5) / 1000},
     {"p99.micros", dream_bench:percentile(Waited, 0.99) / 1000}].

waited() ->
    receive {request, At} -> erlang:monotonic_time(nanosecond) - At end.

pair() ->
    First = spawn(fun() -> work() end),
    Second = spawn(fun() -> work() end),
    First ! Second,
    [First, Second].

work() ->
    receive
        Partner ->
            compute(erlang:monotonic_time(nanosecond) + ?WORK_NANOS),
            Partner ! self(),
            work()
    end.

compute(Until) ->
    case erlang:monotonic_time(nanosecond) < Until of
        true -> compute(Until);
        false -> ok
    end.

repeat(0, _) -> ok;
repeat(Times, Fun) -> Fun(), repeat(Times - 1, Fun).
