package io.spiffeaws.sandbox.spire;

import io.grpc.stub.StreamObserver;
import io.spiffeaws.spire.proto.agent.AgentGrpc;
import io.spiffeaws.spire.proto.agent.ListAgentsRequest;
import io.spiffeaws.spire.proto.agent.ListAgentsResponse;
import io.spiffeaws.spire.proto.types.Agent;
import io.spiffeaws.spire.proto.types.AgentMask;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// `spire.api.server.agent.v1.Agent`, limited to the methods that list agents.
final class AgentService extends AgentGrpc.AgentImplBase {
  private static final DateTimeFormatter EXPIRES_BEFORE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx x", Locale.ROOT);

  private final AttestedAgent agent;

  AgentService(AttestedAgent agent) {
    this.agent = agent;
  }

  @Override
  public void listAgents(ListAgentsRequest request, StreamObserver<ListAgentsResponse> answer) {
    UnaryCalls.answer(answer, () -> list(request));
  }

  private ListAgentsResponse list(ListAgentsRequest request) throws RequestError {
    var response = ListAgentsResponse.newBuilder();
    if (!matches(request.getFilter()) || after(request) > 0) {
      return response.build();
    }
    response.addAgents(request.hasOutputMask() ? shown(request.getOutputMask()) : agent.proto());
    return request.getPageSize() > 0 ? response.setNextPageToken("1").build() : response.build();
  }

  private static int after(ListAgentsRequest request) throws RequestError {
    try {
      return request.getPageSize() <= 0 || request.getPageToken().isEmpty()
          ? 0
          : Integer.parseInt(request.getPageToken());
    } catch (NumberFormatException e) {
      throw RequestError.internal(
          "failed to list agents: could not parse token '" + request.getPageToken() + "'");
    }
  }

  private boolean matches(ListAgentsRequest.Filter filter) throws RequestError {
    var type = filter.getByAttestationType();
    return (type.isEmpty() || type.equals("join_token"))
        && !(filter.hasByBanned() && filter.getByBanned().getValue())
        && !(filter.hasByCanReattest() && filter.getByCanReattest().getValue())
        && expiresBefore(filter.getByExpiresBefore())
        && matchesSelectors(filter);
  }

  /// Returns whether the filter matches. An agent without selectors matches no filter by selectors.
  private static boolean matchesSelectors(ListAgentsRequest.Filter filter) throws RequestError {
    if (!filter.hasBySelectorMatch()) {
      return true;
    }
    try {
      Selectors.check(filter.getBySelectorMatch().getSelectorsList());
    } catch (RequestError e) {
      throw e.during("failed to parse selectors");
    }
    if (filter.getBySelectorMatch().getSelectorsCount() == 0) {
      throw RequestError.internal("failed to list agents: cannot list by empty selectors set");
    }
    return false;
  }

  /// Returns whether the agent expires before a time. A time that cannot be parsed does not filter.
  private boolean expiresBefore(String text) {
    try {
      return text.isEmpty() || agent.expires().isBefore(instant(text));
    } catch (DateTimeException e) {
      return true;
    }
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text, EXPIRES_BEFORE).toInstant();
  }

  private Agent shown(AgentMask mask) {
    var all = agent.proto();
    var shown = Agent.newBuilder().setId(all.getId());
    if (mask.getAttestationType()) {
      shown.setAttestationType(all.getAttestationType());
    }
    if (mask.getX509SvidSerialNumber()) {
      shown.setX509SvidSerialNumber(all.getX509SvidSerialNumber());
    }
    if (mask.getX509SvidExpiresAt()) {
      shown.setX509SvidExpiresAt(all.getX509SvidExpiresAt());
    }
    if (mask.getAgentVersion()) {
      shown.setAgentVersion(all.getAgentVersion());
    }
    return shown.build();
  }
}
