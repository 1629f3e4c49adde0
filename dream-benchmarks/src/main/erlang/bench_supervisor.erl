%% Supervises so many bench_servers, of which the last tells of its start.
-module(bench_supervisor).
-behaviour(supervisor).
-export([start_link/2, init/1]).

start_link(Strategy, Children) -> supervisor:start_link(?MODULE, {Strategy, Children, self()}).

init({Strategy, Children, Told}) ->
    Others = [child(Id, nobody) || Id <- lists:seq(1, Children - 1)],
    {ok, {#{strategy => Strategy, intensity => 200, period => 1}, Others ++ [child(last, Told)]}}.

child(Id, Told) -> #{id => Id, start => {bench_server, start_link, [Told]}}.
