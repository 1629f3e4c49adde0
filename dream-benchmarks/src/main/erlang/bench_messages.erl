%% Messages between processes.
-module(bench_messages).
-export([workloads/0, run/2]).

-define(WINDOW, 10000).
-define(GROUP, 1000).
-define(RING, 1000).
-define(BIG, 120).
-define(CREATURES, 100).

workloads() ->
    ["pingpong", "tell-1-1", "tell-8-1", "ring-1000", "fork-join", "big", "chameneos", "cast"].

run("pingpong", Trips) ->
    dream_bench:per_operation(Trips, fun() ->
        Pong = spawn_link(fun() -> pong() end),
        ping(Pong, Trips),
        stop([Pong])
    end);
run("tell-1-1", Messages) -> tell(1, Messages);
run("tell-8-1", Messages) -> tell(8, Messages);
run("ring-1000", Hops) ->
    Laps = ceiling(Hops, ?RING),
    Last = spawn(fun() -> receive {next, Next} -> pass(Next) end end),
    Second = lists:foldl(fun(_, Next) -> spawn(fun() -> pass(Next) end) end, Last,
                         lists:seq(3, ?RING)),
    Result = dream_bench:per_operation(Laps * ?RING, fun() ->
        Last ! {next, self()},
        laps(Second, Laps)
    end),
    Second ! stop,
    Result;
run("fork-join", Lives) ->
    Groups = ceiling(Lives, ?GROUP),
    Living = atomics:new(1, []),
    dream_bench:per_operation(Groups * ?GROUP, fun() -> groups(Groups, Living) end);
run("big", Pings) ->
    Each = ceiling(Pings, ?BIG),
    in_all(?BIG * Each, fun(Driver) ->
        All = [spawn(fun() -> big(Driver, Each) end) || _ <- lists:seq(1, ?BIG)],
        Others = list_to_tuple(All),
        [Pid ! {all, Others} || Pid <- All],
        All
    end);
run("chameneos", Meetings) ->
    in_all(Meetings, fun(Driver) ->
        Mall = spawn(fun() -> mall(Driver, Meetings, none) end),
        Colours = [element(I rem 3 + 1, {blue, red, yellow}) || I <- lists:seq(1, ?CREATURES)],
        [spawn(fun() -> creature(Mall, Colour) end) || Colour <- Colours] ++ [Mall]
    end);
run("cast", Casts) ->
    {ok, Server} = bench_server:start(),
    Result = dream_bench:per_operation(Casts, fun() -> cast(Server, Casts) end),
    gen_server:stop(Server),
    Result.

ceiling(Operations, Each) -> (Operations + Each - 1) div Each.

stop(Pids) ->
    [begin unlink(Pid), exit(Pid, kill) end || Pid <- Pids].

%% Starts processes, lets all begin, and waits until the driver was told of the end by as many as
%% tell it.
in_all(Operations, Start) ->
    Self = self(),
    Driver = spawn_link(fun() ->
        All = Start(self()),
        Nanos = dream_bench:timed(fun() ->
            [Pid ! go || Pid <- All],
            await_done(length(All))
        end),
        stop(All),
        Self ! {nanos, Nanos}
    end),
    receive {nanos, Nanos} -> ok end,
    unlink(Driver),
    [{"nsPerOp", Nanos / Operations}].

await_done(0) -> ok;
await_done(Left) ->
    receive
        done -> await_done(Left - 1);
        all_done -> ok
    end.

%% pingpong

ping(_, 0) -> ok;
ping(Pong, Left) ->
    Pong ! {self(), ping},
    receive pong -> ping(Pong, Left - 1) end.

pong() ->
    receive {From, ping} -> From ! pong, pong() end.

%% tell

tell(Senders, Messages) ->
    Each = ceiling(Messages, Senders),
    dream_bench:per_operation(Senders * Each, fun() ->
        Receiver = spawn_link(fun() -> acknowledge() end),
        Self = self(),
        [spawn_link(fun() -> tell_all(Receiver, Each), Self ! done end)
         || _ <- lists:seq(1, Senders)],
        await_done(Senders),
        stop([Receiver])
    end).

acknowledge() ->
    receive
        one -> acknowledge();
        {last, From} -> From ! go, acknowledge()
    end.

tell_all(_, 0) -> ok;
tell_all(Receiver, Left) ->
    Window = min(Left, ?WINDOW),
    tell_window(Receiver, Window),
    receive go -> tell_all(Receiver, Left - Window) end.

tell_window(Receiver, 1) -> Receiver ! {last, self()};
tell_window(Receiver, Left) -> Receiver ! one, tell_window(Receiver, Left - 1).

%% ring

pass(Next) ->
    receive
        token -> Next ! token, pass(Next);
        stop -> Next ! stop
    end.

laps(_, 0) -> ok;
laps(Second, Left) ->
    Second ! token,
    receive token -> laps(Second, Left - 1) end.

%% fork-join

groups(0, _) -> ok;
groups(Left, Living) ->
    atomics:put(Living, 1, ?GROUP),
    Self = self(),
    Child = fun() ->
        receive 'end' -> ok end,
        case atomics:sub_get(Living, 1, 1) of
            0 -> Self ! start;
            _ -> ok
        end
    end,
    group(?GROUP, Child),
    receive start -> groups(Left - 1, Living) end.

group(0, _) -> ok;
group(Left, Child) ->
    spawn(Child) ! 'end',
    group(Left - 1, Child).

%% big

big(Driver, Pings) ->
    receive {all, All} -> ok end,
    big(Driver, All, Pings, erlang:phash2(self(), 2147483646) + 1).

big(Driver, All, Left, Seed) ->
    receive
        {ping, From} -> From ! pong, big(Driver, All, Left, Seed);
        _ when Left =:= 0 -> Driver ! done, big(Driver, All, -1, Seed);
        _ ->
            Next = Seed * 16807 rem 2147483647, % Lehmer's: no product outgrows a small integer
            element(Next rem ?BIG + 1, All) ! {ping, self()},
            big(Driver, All, Left - 1, Next)
    end.

%% chameneos

mall(Driver, Left, Waiting) ->
    receive
        go -> mall(Driver, Left, Waiting);
        {ask, _, _} when Left =:= 0 -> mall(Driver, 0, Waiting);
        {ask, _, _} = Ask when Waiting =:= none -> mall(Driver, Left, Ask);
        {ask, Pid, Colour} ->
            {ask, Other, OtherColour} = Waiting,
            Other ! {met, Colour},
            Pid ! {met, OtherColour},
            case Left of
                1 -> Driver ! all_done;
                _ -> ok
            end,
            mall(Driver, Left - 1, none)
    end.

creature(Mall, Colour) ->
    Next = receive
        go -> Colour;
        {met, Other} -> complement(Colour, Other)
    end,
    Mall ! {ask, self(), Next},
    creature(Mall, Next).

complement(Same, Same) -> Same;
complement(blue, red) -> yellow;
complement(blue, yellow) -> red;
complement(red, blue) -> yellow;
complement(red, yellow) -> blue;
complement(yellow, blue) -> red;
complement(yellow, red) -> blue.

%% cast

cast(_, 0) -> ok;
cast(Server, Left) ->
    Window = min(Left, ?WINDOW),
    cast_window(Server, Window),
    gen_server:call(Server, get),
    cast(Server, Left - Window).

cast_window(_, 0) -> ok;
cast_window(Server, Left) ->
    gen_server:cast(Server, count),
    cast_window(Server, Left - 1).
