%% The workloads on Erlang itself. Reads "workload operations" from its input, a line each, and
%% answers each with one line; see Beam.java.
-module(dream_bench).
-export([serve/0, per_operation/2, timed/1, percentile/2]).

%% Each exports workloads/0, the names, and run/2, which does one so many times.
-define(MODULES, [bench_messages, bench_calls, bench_system, bench_growth]).

serve() ->
    case io:get_line("") of
        eof -> halt();
        {error, _} -> halt();
        Line ->
            [Name, Operations] = string:lexemes(string:trim(Line), " "),
            io:format("~s~n", [answer(Name, list_to_integer(Operations))]),
            serve()
    end.

answer(Name, Operations) ->
    [Module] = [Module || Module <- ?MODULES, lists:member(Name, Module:workloads())],
    try Module:run(Name, Operations) of
        Values -> ["ok", [io_lib:format(" ~s ~.3f", [Key, float(Value)]) || {Key, Value} <- Values]]
    catch
        Class:Reason -> io_lib:format("error ~0p", [{Class, Reason}])
    end.

%% Runs Fun in a process of its own, with a heap of its own, and returns nanoseconds per operation.
per_operation(Operations, Fun) ->
    Self = self(),
    {Pid, Monitor} = spawn_monitor(fun() -> Self ! {nanos, timed(Fun)} end),
    receive
        {nanos, Nanos} ->
            receive {'DOWN', Monitor, process, Pid, _} -> ok end,
            [{"nsPerOp", Nanos / Operations}];
        {'DOWN', Monitor, process, Pid, Reason} -> exit(Reason)
    end.

timed(Fun) ->
    Begun = erlang:monotonic_time(nanosecond),
    Fun(),
    erlang:monotonic_time(nanosecond) - Begun.

percentile(Samples, Share) ->
    Sorted = lists:sort(Samples),
    lists:nth(max(1, ceil(Share * length(Sorted))), Sorted).
