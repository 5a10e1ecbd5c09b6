package io.spiffeaws.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads recorded files of `/proc`.
class ProcCallerTest {
  private static final String CONTAINER = "0123456789abcdef".repeat(4);

  @TempDir Path root;

  @BeforeEach
  void process() throws IOException {
    write(
        "proc/self/status", "Pid:\t42\nUid:\t0\t1000\t0\t0\nGid:\t5\t100\t5\t5\nGroups:\t4 27 \n");
    write("etc/passwd", "root:x:0:0::/:/bin/sh\nalice:x:1000:100::/:/bin/sh\n");
    write("etc/group", "users:x:100:\nadm:x:4:alice\n");
  }

  @Test
  void readsEffectiveUserAndGroups() {
    var caller = read();
    assertThat(caller.pid()).hasValue(42);
    assertThat(caller.user()).contains(new Account(1000, Optional.of("alice")));
    assertThat(caller.group()).contains(new Account(100, Optional.of("users")));
    assertThat(caller.supplementary())
        .containsExactly(new Account(4, Optional.of("adm")), new Account(27, Optional.empty()));
    assertThat(caller.container()).isEqualTo(Caller.Container.UNKNOWN);
  }

  @Test
  void convertsUserToThatOfTheHost() throws IOException {
    write("proc/self/uid_map", "         0     100000      65536\n");
    assertThat(read().user()).contains(new Account(101000, Optional.empty()));
  }

  @Test
  void findsContainerAndPod() throws IOException {
    write(
        "proc/self/cgroup",
        "0::/kubepods.slice/kubepods-pod1b9d6bcd_bbfd_4b2d_9b5d_ab8dfbbd4bed.slice/cri-containerd-"
            + CONTAINER
            + ".scope\n");
    write("var/run/secrets/kubernetes.io/serviceaccount/namespace", "prod");
    assertThat(read().container())
        .isEqualTo(
            new Caller.Container(
                false,
                Optional.of(CONTAINER),
                Optional.of("1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"),
                Optional.of("prod")));
  }

  @Test
  void findsContainerByItsMounts() throws IOException {
    write("proc/self/cgroup", "0::/\n");
    write(
        "proc/self/mountinfo",
        "1 2 0:1 /var/lib/docker/containers/" + CONTAINER + "/hostname /etc/hostname rw\n");
    assertThat(read().container().id()).contains(CONTAINER);
  }

  @Test
  void recognizesServiceOfTheHost() throws IOException {
    write("proc/self/cgroup", "0::/system.slice/app.service\n");
    assertThat(read().container().host()).isTrue();
  }

  @Test
  void systemWithoutProcHasNoAttributes() {
    assertThat(new ProcCaller(root.resolve("none")).read()).isEqualTo(Caller.UNKNOWN);
  }

  private Caller read() {
    return new ProcCaller(root).read();
  }

  private void write(String file, String text) throws IOException {
    var path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, List.of(text.split("\n")));
  }
}
