package dev.weir.bench.peer;

import dev.weir.bench.system.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Balances in hashes and the ledger in a stream, by one Lua script; driven by Redis' own benchmark
 * tool. With {@code everysec} a crash of the machine loses the last second's charges, with {@code
 * always} none.
 */
public final class RedisLedger implements AutoCloseable {
  private static final String INSTALL = "redis-server";
  private static final Pattern NUMBERS = Pattern.compile(",\"([0-9.]+)\"(?:,\"[0-9.]+\")*$");
  private static final int ACCOUNTS = 10_000;
  private static final String METADATA =
      "{\"model\":\"m-3\",\"region\":\"eu-1\",\"req\":\"9f8a7c6b5d4e3f21\",\"in\":1200,\"out\":800}";

  private final Path folder;
  private final Process server;
  private final String port;
  private final String script;

  private RedisLedger(Path folder, Process server, String port, String script) {
    this.folder = folder;
    this.server = server;
    this.port = port;
    this.script = script;
  }

  /**
   * @param fsync {@code everysec} or {@code always}
   */
  public static RedisLedger start(String fsync) throws IOException, InterruptedException {
    Path program = Programs.find("redis-server", INSTALL);
    Path cli = Programs.find("redis-cli", INSTALL);
    Path folder = Files.createTempDirectory("weir-peer-redis");
    String port = Integer.toString(Ports.free());
    Process server =
        Programs.start(
            List.of(
                program.toString(),
                "--port",
                port,
                "--bind",
                "127.0.0.1",
                "--dir",
                folder.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                fsync),
            folder.resolve("redis.log"));
    Path lua = Programs.resource("deduct.lua", folder);
    List<String> load = List.of(cli.toString(), "-p", port, "-x", "SCRIPT", "LOAD");
    String script = "";
    for (int attempt = 0; script.length() != 40 && attempt < 100 && server.isAlive(); attempt++) {
      Thread.sleep(100);
      script = answer(load, lua);
    }
    return new RedisLedger(folder, server, port, script);
  }

  private static String answer(List<String> command, Path input) throws InterruptedException {
    try {
      return Programs.output(command, Optional.of(input)).strip();
    } catch (IOException notYet) {
      return "";
    }
  }

  /** Deductions a second by so many clients, over ten thousand accounts. */
  public double run(int clients, int requests) throws IOException, InterruptedException {
    String said =
        Programs.output(
            List.of(
                Programs.find("redis-benchmark", INSTALL).toString(),
                "-p",
                port,
                "-c",
                Integer.toString(clients),
                "-n",
                Integer.toString(requests),
                "-r",
                Integer.toString(ACCOUNTS),
                "--csv",
                "EVALSHA",
                script,
                "2",
                "account:__rand_int__",
                "ledger",
                "1",
                "command-__rand_int__",
                METADATA));
    return perSecond(said);
  }

  /** The last line: the name as it is, quotes and commas included, then numbers alone. */
  static double perSecond(String csv) throws IOException {
    Matcher numbers = NUMBERS.matcher(csv.strip());
    if (!numbers.find()) {
      throw new IOException("redis-benchmark did not say what it reached: " + csv.strip());
    }
    return Double.parseDouble(numbers.group(1));
  }

  @Override
  public void close() throws IOException {
    server.destroy();
    try {
      server.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Programs.delete(folder);
  }
}
