%% What an operation costs among so much that is there already; values are named by size.
-module(bench_growth).
-export([workloads/0, run/2]).

-define(RUNS, 5).
-define(TRIPS, 100000).
-define(SPAWNS, 20000).
-define(MESSAGES, 1000000).
-define(CHILDREN, 500).

workloads() -> ["grow-processes", "grow-queue", "grow-children"].

run("grow-processes", Most) ->
    lists:append([processes(Size) || Size <- [10, 1000, 100000, 1000000], Size =< Most]);
run("grow-queue", _) ->
    [{integer_to_list(Size) ++ ".nsPerOp", queue(Size)} || Size <- [1, 1000, 100000]];
run("grow-children", _) ->
    lists:append([children(Kind, Size) || Kind <- [one_for_one, simple_one_for_one],
                  Size <- [1, 100, 10000]]).

%% The median of some runs of Fun, each in a process of its own.
steady(Operations, Fun) ->
    Runs = [begin
                [{"nsPerOp", Nanos}] = dream_bench:per_operation(Operations, Fun),
                Nanos
            end || _ <- lists:seq(1, ?RUNS)],
    dream_bench:percentile(Runs, 0.5).

processes(Size) ->
    Pids = [spawn(fun() -> echo() end) || _ <- lists:seq(1, Size)],
    Tuple = list_to_tuple(Pids),
    persistent_term:put(?MODULE, Tuple),
    Trip = steady(?TRIPS, fun() -> visit(persistent_term:get(?MODULE), Size, 42, ?TRIPS) end),
    Spawn = steady(?SPAWNS, fun() -> spawn_and_end(?SPAWNS) end),
    persistent_term:erase(?MODULE),
    [exit(Pid, kill) || Pid <- Pids],
    [{"trip-" ++ integer_to_list(Size) ++ ".nsPerOp", Trip},
     {"spawn-" ++ integer_to_list(Size) ++ ".nsPerOp", Spawn}].

echo() ->
    receive From -> From ! pong, echo() end.

visit(_, _, _, 0) -> ok;
visit(Pids, Size, Random, Left) ->
    Next = random(Random),
    element(1 + Next rem Size, Pids) ! self(),
    receive pong -> visit(Pids, Size, Next, Left - 1) end.

%% Xorshift, of 32 bits.
random(State) ->
    A = State bxor ((State bsl 13) band 16#ffffffff),
    B = A bxor (A bsr 17),
    B bxor ((B bsl 5) band 16#ffffffff).

spawn_and_end(0) -> ok;
spawn_and_end(Left) ->
    spawn(fun() -> receive From -> From ! done end end) ! self(),
    receive done -> spawn_and_end(Left - 1) end.

queue(Size) ->
    median([circulate(Size) || _ <- lists:seq(1, ?RUNS)]).

%% Filling the queue is not measured.
circulate(Size) ->
    Self = self(),
    Circulate = fun() ->
        [self() ! turn || _ <- lists:seq(1, Size)],
        Self ! {nanos, dream_bench:timed(fun() -> circulate_messages(?MESSAGES) end)}
    end,
    {Pid, Monitor} = spawn_monitor(Circulate),
    receive {'DOWN', Monitor, process, Pid, normal} -> ok end,
    receive {nanos, Nanos} -> Nanos / ?MESSAGES end.

circulate_messages(0) -> ok;
circulate_messages(Left) ->
    receive turn -> self() ! turn end,
    circulate_messages(Left - 1).

children(Strategy, Size) ->
    {ok, Supervisor} = bench_counter:start_supervisor(Strategy, self()),
    [{ok, _} = start(Strategy, Supervisor, Index) || Index <- lists:seq(1, Size)],
    Pids = maps:from_list([receive {started, Index, Pid} -> {Index, Pid} end
                           || Index <- lists:seq(1, Size)]),
    Start = median([timed(fun() -> start_and_terminate(Strategy, Supervisor, ?CHILDREN) end)
                    || _ <- lists:seq(1, ?RUNS)]),
    {Restarts, _} = lists:mapfoldl(fun(_, Before) -> restarts(Size, Before) end,
                                   Pids, lists:seq(1, ?RUNS)),
    unlink(Supervisor),
    exit(Supervisor, shutdown),
    Monitor = monitor(process, Supervisor),
    receive {'DOWN', Monitor, process, _, _} -> ok end,
    Kind = case Strategy of one_for_one -> "supervisor"; simple_one_for_one -> "dynamic" end,
    [{Kind ++ "-start-" ++ integer_to_list(Size) ++ ".nsPerOp", Start},
     {Kind ++ "-restart-" ++ integer_to_list(Size) ++ ".nsPerOp", median(Restarts)}].

median(Runs) -> dream_bench:percentile(Runs, 0.5).

timed(Fun) -> dream_bench:timed(Fun) / ?CHILDREN.

start(simple_one_for_one, Supervisor, Index) -> supervisor:start_child(Supervisor, [Index]);
start(one_for_one, Supervisor, Index) ->
    supervisor:start_child(Supervisor, #{id => Index, shutdown => brutal_kill,
                                         start => {bench_counter, start_link, [self(), Index]}}).

start_and_terminate(_, _, 0) -> ok;
start_and_terminate(Strategy, Supervisor, Left) ->
    {ok, Pid} = start(Strategy, Supervisor, last),
    receive {started, last, Pid} -> ok end,
    terminate(Strategy, Supervisor, Pid),
    start_and_terminate(Strategy, Supervisor, Left - 1).

terminate(simple_one_for_one, Supervisor, Pid) -> ok = supervisor:terminate_child(Supervisor, Pid);
terminate(one_for_one, Supervisor, _) ->
    ok = supervisor:terminate_child(Supervisor, last),
    ok = supervisor:delete_child(Supervisor, last).

%% Returns nanoseconds for each, and who lives then.
restarts(Size, Pids) ->
    Begun = erlang:monotonic_time(nanosecond),
    {_, Living} = lists:foldl(fun(_, {Random, Before}) ->
        Index = 1 + Random rem Size,
        exit(map_get(Index, Before), kill),
        receive {started, Index, Pid} -> {random(Random), Before#{Index := Pid}} end
    end, {42, Pids}, lists:seq(1, ?CHILDREN)),
    {(erlang:monotonic_time(nanosecond) - Begun) / ?CHILDREN, Living}.
