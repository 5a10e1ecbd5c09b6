package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.credentials.endpoint.Connection.After;
import io.spiffeaws.credentials.endpoint.Connection.Phase;
import java.io.IOException;
import java.util.Optional;

/// Answers the requests of connections, in the order in which each client sent them. Not
/// thread-safe: it belongs to the thread of its [EndpointLoop].
final class Conversation {
  private final Service service;
  private final ResponseWriter responses;
  private final PendingAnswers late;
  private final Loop loop;

  /// The functions of the loop that it requires.
  interface Loop {
    /// Runs an action in the loop's thread, soon. Thread-safe.
    void post(Runnable action);

    /// Requests a lookup of the connection's user; [Connection#foundUser] follows.
    void lookUpUser(Connection connection);

    /// Waits for the next event of the connection. Required after a posted action; the loop itself
    /// does it after [#advance].
    void settle(Connection connection);

    /// A response was written, at least in part; the loop writes the rest.
    void answered(Connection connection);

    /// Returns a time of [System#nanoTime].
    long now();
  }

  Conversation(Service service, ResponseWriter responses, PendingAnswers late, Loop loop) {
    this.service = service;
    this.responses = responses;
    this.late = late;
    this.loop = loop;
  }

  /// Answers the next request, if it is complete and the previous one is answered.
  ///
  /// @return whether there was a request
  boolean advance(Connection connection) throws IOException {
    if (!connection.acceptsRequests()) {
      return false;
    }
    try {
      var head = connection.next();
      if (head.isPresent()) {
        reply(connection, head.get());
      }
      return head.isPresent();
    } catch (BadRequest e) {
      send(connection, e.answer(), true, After.DRAIN);
      return true;
    }
  }

  private void reply(Connection connection, RequestHead head) throws IOException {
    connection.enter(Phase.ANSWER, loop.now());
    var request = new Request(head.method(), head.path(), head.headers(), connection.peer());
    on(connection, head, service.reply(request));
  }

  private void on(Connection connection, RequestHead head, Reply reply) throws IOException {
    switch (reply) {
      case Answer answer -> answer(connection, head, answer);
      case Reply.Later later ->
          late.await(later, answer -> loop.post(() -> answerLate(connection, head, answer)));
      case Reply.ByUser byUser when !connection.user().equals(Connection.PENDING) ->
          on(connection, head, byUser.reply().apply(knownUser(connection)));
      case Reply.ByUser byUser -> {
        connection.whenUserIsKnown(() -> onceUserIsKnown(connection, head, byUser));
        loop.lookUpUser(connection);
      }
    }
  }

  private void onceUserIsKnown(Connection connection, RequestHead head, Reply.ByUser byUser) {
    try {
      on(connection, head, byUser.reply().apply(knownUser(connection)));
    } catch (IOException | RuntimeException e) {
      connection.close();
    }
  }

  private void answerLate(Connection connection, RequestHead head, Answer answer) {
    try {
      if (connection.isOpen()) {
        answer(connection, head, answer);
      }
    } catch (IOException | RuntimeException e) {
      connection.close();
    }
    loop.settle(connection);
  }

  private void answer(Connection connection, RequestHead head, Answer answer) throws IOException {
    var after = head.keepAlive() ? After.KEEP : After.CLOSE;
    send(connection, answer, !head.method().equals("HEAD"), after);
  }

  private void send(Connection connection, Answer answer, boolean content, After after)
      throws IOException {
    if (answer.isSuccess()) {
      connection.serve();
    }
    var response = responses.write(answer, content, after == After.KEEP);
    connection.send(response, after, loop.now());
    loop.answered(connection);
  }

  private static Optional<String> knownUser(Connection connection) {
    return connection.user().equals(Connection.UNKNOWN)
        ? Optional.empty()
        : Optional.of(connection.user());
  }
}
