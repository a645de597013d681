package org.sessiontoken.faults.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {

    private static final int PATIENCE_MS = 20_000;

    private final BlockingQueue<Integer> asked = new LinkedBlockingQueue<>();
    private ServerSocket echo;
    private Relay relay;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Link.thread("echo", this::accept);
        relay = Relay.open(0, echo.getLocalPort(), new Random(1));
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        echo.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = echo.accept();
                Link.thread("echo-link", () -> answer(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            for (int read = socket.getInputStream().read();
                    read >= 0;
                    read = socket.getInputStream().read()) {
                asked.add(read);
                socket.getOutputStream().write(read);
            }
        } catch (IOException cut) {
            // As the end of it.
        }
    }

    @Test
    void passesWhatIsAskedAndWhatIsAnswered() throws IOException {
        try (Socket caller = connect()) {
            assertThat(ask(caller, 7)).isEqualTo(7);
        }
    }

    @Test
    void delaysBothDirections() throws IOException {
        relay.delay(Duration.ofMillis(50));
        try (Socket caller = connect()) {
            long start = System.nanoTime();

            assertThat(ask(caller, 7)).isEqualTo(7);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void cutsConnectionsThatAreOpen() throws IOException {
        try (Socket caller = connect()) {
            assertThat(ask(caller, 7)).isEqualTo(7);

            relay.cut();

            assertThat(readOrCut(caller)).isEqualTo(-1);
        }
    }

    @Test
    void cutsNewConnectionsUntilItPassesAgain() throws IOException {
        relay.cut();
        try (Socket caller = connect()) {
            assertThat(readOrCut(caller)).isEqualTo(-1);
        }

        relay.pass();

        try (Socket caller = connect()) {
            assertThat(ask(caller, 8)).isEqualTo(8);
        }
    }

    @Test
    void cutsInPlaceOfAnAnswerAfterWhatWasAskedHasArrived() throws Exception {
        relay.cutAnswers(1);
        try (Socket caller = connect()) {
            caller.getOutputStream().write(9);

            assertThat(readOrCut(caller)).isEqualTo(-1);
            assertThat(asked.poll(PATIENCE_MS, TimeUnit.MILLISECONDS)).isEqualTo(9);
        }
    }

    @Test
    void swallowsBytesAndCutsWhenItPassesAgain() throws Exception {
        try (Socket caller = connect()) {
            assertThat(ask(caller, 7)).isEqualTo(7);
            asked.clear();
            relay.swallow();
            caller.getOutputStream().write(9);
            caller.setSoTimeout(50);
            assertThat(caller.getInputStream()).satisfies(RelayTest::staysSilent);

            relay.pass();

            caller.setSoTimeout(PATIENCE_MS);
            assertThat(readOrCut(caller)).isEqualTo(-1);
            assertThat(asked).isEmpty();
        }
    }

    private static void staysSilent(InputStream answers) {
        try {
            assertThat(answers.read()).as("nothing is to be read").isEqualTo(-2);
        } catch (SocketTimeoutException silent) {
            // As it should.
        } catch (IOException cut) {
            throw new AssertionError("it was cut", cut);
        }
    }

    private Socket connect() throws IOException {
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        caller.setSoTimeout(PATIENCE_MS);
        return caller;
    }

    private static int ask(Socket caller, int what) throws IOException {
        OutputStream out = caller.getOutputStream();
        out.write(what);
        return caller.getInputStream().read();
    }

    /** A connection that is cut ends, or is reset. */
    private static int readOrCut(Socket caller) throws IOException {
        try {
            return caller.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }
}
