package io.spiffeaws.system;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Finds and calls functions of Linux's C library through Java's foreign function interface.
public final class ForeignLibrary {
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

  private static final long SIGSET_BYTES = 128;

  private final Linker linker;

  private ForeignLibrary(Linker linker) {
    this.linker = linker;
  }

  /// A call through a method handle, which declares all exceptions but throws none.
  ///
  /// @param <T> the type that the function returns
  public interface Call<T> {
    T make() throws Throwable;
  }

  /// Looks up functions. Returns empty if this is not Linux, its C library lacks one of the
  /// functions, or native access is not enabled for this program.
  ///
  /// @param functions looks up the required functions
  public static <T> Optional<T> look(Function<ForeignLibrary, T> functions) {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return Optional.empty();
    }
    try {
      return Optional.of(functions.apply(new ForeignLibrary(Linker.nativeLinker())));
    } catch (UnsupportedOperationException | IllegalCallerException | UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }

  /// Returns a handle of a function.
  ///
  /// @throws UnsatisfiedLinkError if there is no function with that name
  public MethodHandle find(String name, FunctionDescriptor form, Linker.Option... options) {
    var symbol =
        linker.defaultLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError(name));
    return linker.downcallHandle(symbol, form, options);
  }

  /// Returns a handle of a function, whose first argument is a segment for [#errno(MemorySegment)].
  public MethodHandle findWithErrno(String name, FunctionDescriptor form) {
    return find(name, form, ERRNO);
  }

  public static <T> T make(Call<T> call) {
    try {
      return call.make();
    } catch (Throwable e) {
      throw new IllegalStateException("cannot call the C library", e);
    }
  }

  /// Allocates a set of signals. Signal N is bit N - 1.
  public static MemorySegment signals(SegmentAllocator arena, long set) {
    var signals = arena.allocate(SIGSET_BYTES, Long.BYTES);
    signals.set(JAVA_LONG, 0, set);
    return signals;
  }

  /// Allocates a segment for the error number.
  public static MemorySegment state(Arena arena) {
    return arena.allocate(Linker.Option.captureStateLayout());
  }

  public static int errno(MemorySegment state) {
    return (int)
        Linker.Option.captureStateLayout()
            .varHandle(PathElement.groupElement("errno"))
            .get(state, 0L);
  }

  /// Allocates an array of texts that ends with a null pointer.
  public static MemorySegment array(SegmentAllocator arena, List<byte[]> texts) {
    var array = arena.allocate(ADDRESS, texts.size() + 1L);
    for (var i = 0; i < texts.size(); i++) {
      array.setAtIndex(ADDRESS, i, text(arena, texts.get(i)));
    }
    array.setAtIndex(ADDRESS, texts.size(), MemorySegment.NULL);
    return array;
  }

  public static MemorySegment text(SegmentAllocator arena, Path path) {
    return text(arena, path.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// Allocates a text that ends with a zero byte.
  private static MemorySegment text(SegmentAllocator arena, byte[] bytes) {
    var text = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
    return text;
  }
}
