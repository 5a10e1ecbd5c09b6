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

/// How functions of Linux's C library are found and called by Java's foreign function interface.
public final class ForeignLibrary {
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

  private static final long SIGSET_BYTES = 128;

  private final Linker linker;

  private ForeignLibrary(Linker linker) {
    this.linker = linker;
  }

  /// A call through a method handle, which may throw anything and throws nothing.
  ///
  /// @param <T> what the function returns
  public interface Call<T> {
    T make() throws Throwable;
  }

  /// Empty where this is not Linux, its C library lacks one of the functions, or native access was
  /// not allowed to this program.
  ///
  /// @param functions looks up those that are wanted
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

  /// @throws UnsatisfiedLinkError where there is none of that name
  public MethodHandle find(String name, FunctionDescriptor form, Linker.Option... options) {
    var symbol =
        linker.defaultLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError(name));
    return linker.downcallHandle(symbol, form, options);
  }

  /// A function whose first argument is where [#errno(MemorySegment)] is to be kept.
  public MethodHandle findWithErrno(String name, FunctionDescriptor form) {
    return find(name, form, ERRNO);
  }

  public static <T> T make(Call<T> call) {
    try {
      return call.make();
    } catch (Throwable e) {
      throw new IllegalStateException("the C library cannot be called", e);
    }
  }

  /// A set of signals: that of a number is the bit below it.
  public static MemorySegment signals(SegmentAllocator arena, long set) {
    var signals = arena.allocate(SIGSET_BYTES, Long.BYTES);
    signals.set(JAVA_LONG, 0, set);
    return signals;
  }

  /// Room for the error's number.
  public static MemorySegment state(Arena arena) {
    return arena.allocate(Linker.Option.captureStateLayout());
  }

  public static int errno(MemorySegment state) {
    return (int)
        Linker.Option.captureStateLayout()
            .varHandle(PathElement.groupElement("errno"))
            .get(state, 0L);
  }

  /// An array of texts that ends in a null pointer.
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

  /// A text that ends in a zero byte.
  private static MemorySegment text(SegmentAllocator arena, byte[] bytes) {
    var text = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
    return text;
  }
}
