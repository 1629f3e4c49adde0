%% Calls another server, once in each of its callbacks.
-module(bench_caller).
-behaviour(gen_server).
-export([start_link/3, init/1, handle_call/3, handle_cast/2]).

start_link(Server, Samples, Told) -> gen_server:start_link(?MODULE, {Server, Samples, Told}, []).

init({Server, Samples, Told}) -> {ok, {Server, Samples, Told, 1}}.

handle_call(Request, _, State) -> {stop, {unexpected, Request}, State}.

handle_cast(again, {Server, Samples, Told, At}) ->
    Begun = erlang:monotonic_time(nanosecond),
    1 = gen_server:call(Server, get),
    atomics:put(Samples, At, erlang:monotonic_time(nanosecond) - Begun),
    case maps:get(size, atomics:info(Samples)) of
        At -> Told ! done;
        _ -> gen_server:cast(self(), again)
    end,
    {noreply, {Server, Samples, Told, At + 1}}.
