package io.spiffeaws.spire;

import io.spiffeaws.spire.proto.agent.AgentGrpc;
import io.spiffeaws.spire.proto.agent.ListAgentsRequest;
import java.util.function.Consumer;

/// Lists agents with the server's API, `spire.api.server.agent.v1.Agent`.
public final class GrpcAgents implements Agents {
  private static final int PAGE = 500;

  private final GrpcSpireServer server;
  private final AgentGrpc.AgentBlockingStub stub;

  public GrpcAgents(GrpcSpireServer server) {
    this.server = server;
    this.stub = AgentGrpc.newBlockingStub(server.channel());
  }

  @Override
  public void list(Consumer<Agent> each) {
    var request = ListAgentsRequest.newBuilder().setPageSize(PAGE);
    var tokens = new PageTokens("ListAgents");
    do {
      var page = request.build();
      var answer = server.call(stub, "ListAgents", to -> to.listAgents(page));
      answer.getAgentsList().forEach(agent -> each.accept(ProtoEntries.agent(agent)));
      request.setPageToken(answer.getNextPageToken());
    } while (tokens.follow(request.getPageToken()));
  }
}
