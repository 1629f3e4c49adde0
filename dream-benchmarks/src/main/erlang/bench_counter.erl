%% A gen_server with a counter as state, and supervisors of such.
-module(bench_counter).
-export([start_supervisor/1, start_supervisor/2, start_link/1, start_link/2, init/1]).
-export([handle_call/3, handle_cast/2]).

%% Each child tells Starter {begun, Pid} or begun; see handle_cast.
start_supervisor(Starter) -> supervisor:start_link(?MODULE, {simple_one_for_one, Starter}).

%% As many restarts as wanted; each child tells Starter {started, Index, Pid} when it is.
start_supervisor(Strategy, Starter) ->
    supervisor:start_link(?MODULE, {many_restarts, Strategy, Starter}).

start_link(Starter) -> gen_server:start_link(?MODULE, {server, Starter}, []).

start_link(Starter, Index) -> gen_server:start_link(?MODULE, {server, Starter, Index}, []).

init({simple_one_for_one, Starter}) ->
    {ok, {#{strategy => simple_one_for_one}, [child([Starter])]}};
init({many_restarts, simple_one_for_one, Starter}) ->
    {ok, {(many_restarts())#{strategy => simple_one_for_one}, [child([Starter])]}};
init({many_restarts, one_for_one, _}) ->
    {ok, {many_restarts(), []}};
init({server, Starter}) ->
    {ok, {0, Starter}};
init({server, Starter, Index}) ->
    Starter ! {started, Index, self()},
    {ok, {0, Starter}}.

many_restarts() -> #{intensity => 1000000, period => 1}.

child(Arguments) ->
    #{id => server, start => {?MODULE, start_link, Arguments}, shutdown => brutal_kill}.

handle_call(_, _, {Count, Starter}) -> {reply, Count, {Count + 1, Starter}}.

handle_cast(count, {Count, Starter}) ->
    Starter ! begun,
    {noreply, {Count + 1, Starter}}.
