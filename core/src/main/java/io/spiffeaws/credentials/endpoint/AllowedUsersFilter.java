package io.spiffeaws.credentials.endpoint;

import java.util.Set;
import java.util.stream.Collectors;

/// Allows the requests of certain users of this machine, and denies all others.
final class AllowedUsersFilter implements Service {
  private final Set<String> users;
  private final Service service;

  /// @param users the IDs of the allowed users
  AllowedUsersFilter(Set<Long> users, Service service) {
    this.users = users.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    this.service = service;
  }

  @Override
  public Reply reply(Request request) {
    return new Reply.ByUser(user ->
        user.filter(users::contains).isPresent()
            ? service.reply(request)
            : Answer.refusal(
                Answer.FORBIDDEN,
                "user-not-allowed",
                "the user of this connection is not allowed"));
  }
}
