%% Latencies in buckets, as in Histogram.java; any process may add.
-module(bench_histogram).
-export([new/0, add/2, values/1]).

-define(PER_POWER, 256).
-define(BUCKETS, 56 * ?PER_POWER).

new() -> counters:new(?BUCKETS, [write_concurrency]).

add(Histogram, Nanos) -> counters:add(Histogram, 1 + bucket(Nanos, 0), 1).

bucket(Nanos, Power) when Nanos < ?PER_POWER -> Power * ?PER_POWER + Nanos;
bucket(Nanos, Power) -> bucket(Nanos bsr 1, Power + 1).

values(Histogram) ->
    Samples = [{middle(Index), Count} || Index <- lists:seq(0, ?BUCKETS - 1),
               Count <- [counters:get(Histogram, Index + 1)], Count > 0],
    [{"p50.micros", percentile(Samples, 0.5) / 1000},
     {"p99.micros", percentile(Samples, 0.99) / 1000},
     {"p99-at-any-time.micros", at_any_time(Samples, 0.99) / 1000}].

middle(Index) ->
    Power = Index div ?PER_POWER,
    ((Index rem ?PER_POWER) bsl Power) + ((1 bsl Power) bsr 1).

percentile(Samples, Share) ->
    reach(Samples, ceil(Share * lists:sum([Count || {_, Count} <- Samples]))).

reach([{Nanos, Count} | _], Left) when Left =< Count -> Nanos;
reach([{_, Count} | Samples], Left) -> reach(Samples, Left - Count).

at_any_time(Samples, Share) ->
    All = lists:sum([Nanos * Count || {Nanos, Count} <- Samples]),
    halve(Samples, (1 - Share) * All, 0, percentile(Samples, 1), 50).

halve(_, _, _, High, 0) -> High;
halve(Samples, Allowed, Low, High, Left) ->
    Middle = (Low + High) / 2,
    case lists:sum([Count * max(0, Nanos - Middle) || {Nanos, Count} <- Samples]) > Allowed of
        true -> halve(Samples, Allowed, Middle, High, Left - 1);
        false -> halve(Samples, Allowed, Low, Middle, Left - 1)
    end.
