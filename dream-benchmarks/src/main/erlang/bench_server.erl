%% The smallest server: answers with a number, crashes when told to, and can tell of its start.
-module(bench_server).
-behaviour(gen_server).
-export([start/0, start_link/1, init/1, handle_call/3, handle_cast/2]).

start() -> gen_server:start(?MODULE, nobody, []).

start_link(Told) -> gen_server:start_link(?MODULE, Told, []).

init(nobody) -> {ok, 1};
init(Told) -> Told ! {up, self()}, {ok, 1}.

handle_call(get, _, State) -> {reply, State, State}.

handle_cast(count, State) -> {noreply, State};
handle_cast(crash, _) -> error(told_to_crash).
